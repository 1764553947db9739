/** Who did it and when: entries and commits must tell the same story, signed where signatures are asked. */
import type { ItemHistoryStep } from '../../diff/history-step.ts';
import { isImport, isUndo } from './commit-kind.ts';
import type { FindingTarget, HistoryRule, HistoryViolation } from './rule.ts';

const asOfAfterCommit: HistoryRule = {
  severity: 'error',
  summary: 'Nothing is reported as of, recorded or decided on a day that had not come when it was committed.',
  *check(step, trail) {
    const late = step.items.flatMap((item) => daysOf(item).map((day) => ({ item, ...day })));
    // What day it was is only asked where no time zone could make it that day or a later one.
    const surely = new Date((step.committed - 12 * 3600) * 1000).toISOString().slice(0, 10);
    for (const { item, key, day, target } of late) {
      if (day <= surely) continue;
      const committed = dayIn(trail.timeZone, step.committed);
      if (day > committed)
        yield {
          item,
          target,
          message: `\`${key}\` of item ${item.id} is ${day}, later than the day of the commit, ${committed}`,
        };
    }
  },
};

function daysOf({ change }: ItemHistoryStep): { key: string; day: string; target?: FindingTarget }[] {
  const { reported, amended, decided } = change;
  return [
    ...reported.flatMap((entry) =>
      (['as-of', 'recorded'] as const).map((key) => ({ key, day: entry[key], target: { entry, key } })),
    ),
    ...amended.map((amendment) => ({
      key: 'recorded',
      day: amendment.recorded,
      target: { amendment, key: 'recorded' } as FindingTarget,
    })),
    ...(decided ? [{ key: 'recorded', day: decided.recorded }] : []),
  ];
}

const calendars = new Map<string, Intl.DateTimeFormat>();

/** The day it was in a time zone, `YYYY-MM-DD`. */
function dayIn(timeZone: string, seconds: number): string {
  const calendar = calendars.get(timeZone) ?? new Intl.DateTimeFormat('sv', { timeZone });
  calendars.set(timeZone, calendar);
  return calendar.format(seconds * 1000);
}

const authorDiffers: HistoryRule = {
  severity: 'warning',
  summary: 'The author of a commit is who its entries say reported or decided.',
  *check(step, trail) {
    if (isUndo(step, trail) || isImport(step, trail)) return;
    const author = clean(`${step.author} <${step.mail}>`);
    for (const item of step.items)
      for (const { by, target } of namesIn(item))
        if (by !== undefined && clean(by) !== author)
          yield {
            item,
            target,
            message: `an entry of item ${item.id} names \`${by}\`, but the author of its commit is \`${step.author} <${step.mail}>\``,
          };
  },
};

function namesIn({ change: { reported, amended, decided } }: ItemHistoryStep) {
  return [
    ...reported.map((entry) => ({ by: entry.by, target: { entry, key: 'by' } as FindingTarget })),
    ...amended.map((amendment) => ({ by: amendment.by, target: { amendment, key: 'by' } as FindingTarget })),
    ...(decided ? [{ by: decided.by, target: undefined }] : []),
  ];
}

/** Git leaves out what may stand around a name or an address: `Jr.` becomes `Jr`. */
function clean(author: string): string {
  const crud = /^[\s.,:;<>"\\']+|[\s.,:;<>"\\']+$/g;
  const [, name = author, mail = ''] = /^(.*)<(.*)>\s*$/.exec(author) ?? [];
  return `${name.replace(crud, '')} <${mail.replace(crud, '')}>`;
}

const unsigned: HistoryRule = {
  severity: 'error',
  summary: 'Where signatures are required, every commit that the plan rests on is signed.',
  *check(step, trail) {
    if (trail.signature(step.commit)?.letter === 'N')
      yield {
        item: onlyItem(step.items),
        message: 'the commit is not signed',
        hint: '`git config commit.gpgsign true` signs those to come; a signed `plan acknowledge` vouches for this one',
      };
  },
};

const badSignature: HistoryRule = {
  severity: 'error',
  summary: 'Where signatures are required, each is good and made by a key that is known and trusted.',
  *check(step, trail) {
    const signature = trail.signature(step.commit);
    if (!signature || signature.letter === 'N' || signature.letter === 'G') return;
    const { letter, signer, key } = signature;
    const [what, hint] = letters[letter] ?? [`is of a kind that git calls \`${letter}\``, null];
    const whose = [signer, key].filter(Boolean).join(', ');
    yield {
      item: onlyItem(step.items),
      message: `the signature ${what}${whose ? ` (${whose})` : ''}`,
      hint,
    } satisfies HistoryViolation;
  },
};

/** What git's letters for signatures mean, of those that are neither good nor absent, and what to do. */
const letters: Readonly<Record<string, readonly [what: string, hint: string | null]>> = {
  B: ['is bad: the commit is not what was signed', 'find who has the commit as it was signed'],
  U: [
    'is good, but nobody vouches for the key',
    'if the key is right, name it in `gpg.ssh.allowedSignersFile`, or sign it with gpg',
  ],
  X: ['is good, but has expired', null],
  Y: ['is good, but the key has expired', 'if the key was good then, extend it or acknowledge the commit'],
  R: ['is good, but the key was revoked', null],
  E: ['can’t be checked: the key is missing here', 'import the signer’s public key'],
};

const onlyItem = (items: readonly ItemHistoryStep[]) => (items.length === 1 ? items[0] : undefined);

export const authorRules = {
  'as-of-after-commit': asOfAfterCommit,
  'author-differs': authorDiffers,
  unsigned,
  'bad-signature': badSignature,
};
