/** Rules about authors, days and signatures: updates and decisions match the commits that record them. */
import type { ItemHistoryStep } from '../../diff/history-step.ts';
import { isImport } from './commit-kind.ts';
import type { FindingTarget, HistoryRule, HistoryViolation } from './rule.ts';

const asOfAfterCommit: HistoryRule = {
  severity: 'error',
  summary: 'No update or decision is dated later than the day of its commit.',
  *check(step, context) {
    const late = step.items.flatMap((item) => daysOf(item).map((day) => ({ item, ...day })));
    // The day in the plan's time zone is slow to compute, so first compare with the earliest day in any time zone.
    const earliest = new Date((step.committed - 12 * 3600) * 1000).toISOString().slice(0, 10);
    for (const { item, key, day, target } of late) {
      if (day <= earliest) continue;
      const committed = dayIn(context.timeZone, step.committed);
      if (day > committed)
        yield {
          item,
          target,
          message: `\`${key}\` of item ${item.id} is ${day}, later than the day of the commit, ${committed}`,
          hint: 'check the clock of the machine, and record the right day with a new entry',
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
  severity: 'note',
  summary: 'The author of a commit is the one that its updates and decisions name in `by`.',
  *check(step, context) {
    if (context.reverted(step) || isImport(step, context)) return;
    // A squash names the authors of its commits in trailers.
    const authors = [
      `${step.author} <${step.mail}>`,
      ...step.trailers.flatMap(([key, value]) => (/^co-authored-by$/i.test(key) ? [value] : [])),
    ].map(clean);
    for (const item of step.items)
      for (const { by, target } of namesIn(item))
        if (by !== undefined && !authors.includes(clean(by)))
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

/** Removes what git removes around names and addresses: `Jr.` becomes `Jr`. */
function clean(author: string): string {
  const crud = /^[\s.,:;<>"\\']+|(?<![\s.,:;<>"\\'])[\s.,:;<>"\\']+$/g;
  const [, name = author, mail = ''] = /^(.*)<(.*)>\s*$/.exec(author) ?? [];
  return `${name.replace(crud, '')} <${mail.replace(crud, '')}>`;
}

const unsigned: HistoryRule = {
  severity: 'error',
  summary: 'Where signatures are required, every commit that changes the plan is signed.',
  *check(step, context) {
    if (context.signature(step.commit)?.letter === 'N')
      yield {
        item: onlyItem(step.items),
        subject: step.commit,
        message: 'the commit is not signed',
        hint: '`git config commit.gpgsign true` signs new commits',
      };
  },
};

const badSignature: HistoryRule = {
  severity: 'error',
  summary: 'Where signatures are required, every signature is valid and its key is trusted.',
  *check(step, context) {
    const signature = context.signature(step.commit);
    if (!signature || signature.letter === 'N' || signature.letter === 'G') return;
    const { letter, signer, key } = signature;
    const [what, hint] = letters[letter] ?? [`has a status that git calls \`${letter}\``, null];
    const whose = [signer, key].filter(Boolean).join(', ');
    yield {
      item: onlyItem(step.items),
      subject: step.commit,
      message: `the signature ${what}${whose ? ` (${whose})` : ''}`,
      hint,
    } satisfies HistoryViolation;
  },
};

/** What git's letters for signatures mean, other than those for valid and missing ones, and what to do. */
const letters: Readonly<Record<string, readonly [what: string, hint: string | null]>> = {
  B: ['is invalid: the commit was altered after it was signed', 'get the original commit from its author'],
  U: [
    'is valid, but its key is not trusted',
    'to trust the key, add it to `gpg.ssh.allowedSignersFile`, or sign it with gpg',
  ],
  X: ['is valid, but has expired', null],
  Y: ['is valid, but its key has expired', 'extend the key'],
  R: ['is valid, but its key was revoked', null],
  E: ['cannot be checked: the key is missing', 'import the signer’s public key'],
};

const onlyItem = (items: readonly ItemHistoryStep[]) => (items.length === 1 ? items[0] : undefined);

export const authorRules = {
  'as-of-after-commit': asOfAfterCommit,
  'author-differs': authorDiffers,
  unsigned,
  'bad-signature': badSignature,
};
