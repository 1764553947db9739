import type { Item } from '../../schemas/item.ts';
import { ratings, statuses } from '../../schemas/update.ts';
import { type Change, decide, type Report } from '../plan/change.ts';
import { isDate } from '../plan/dates.ts';
import { oneOf } from '../plan/nearest.ts';
import { idOf } from '../plan/plan.ts';
import { resolveWord } from '../plan/query.ts';
import type { Outcome } from '../render/outcome.ts';
import { reportItems, reportLines } from '../render/report.ts';
import { contexts } from '../store/judge.ts';
import { keyOrder } from '../store/order.ts';
import { itemNamed, type Loaded } from '../store/read.ts';
import { tell } from '../trail/entry.ts';
import { compose } from '../trail/message.ts';
import { Fault } from '../trouble.ts';
import { parseEvidence } from './evidence.ts';
import { readNote } from './note.ts';
import type { Session } from './session.ts';
import { option, type Verb } from './verb.ts';
import { byOption, type WriteFlags, write, writeOptions } from './write.ts';

interface Flags extends WriteFlags {
  status?: string;
  milestone?: string;
  rating?: string;
  note?: string;
  noteFile?: string;
  evidence?: string[];
  agency?: string;
  asOf?: string;
  reason?: string;
  public?: boolean;
}

export const verb: Verb<Flags> = {
  summary:
    'Records a report on one item or several: all of them or none, as one commit of their files alone. Other edits, staged or not, stay as they are. While another command writes, it waits: up to 20 seconds, or as many as PLAN_LOCK_WAIT says.',
  examples: [
    ['plan update 5 --status in-progress --note "Collection plan agreed."', 'one item'],
    [
      'plan update 5 --milestone 5.1 --status completed --evidence https://example.org/minute=Minute',
      'a milestone',
    ],
    ['plan update 2 3 16 --status not-started --as-of 2026-09-30 --agency dol', 'several items, one commit'],
    [
      'plan update 9 --rating at-risk --note-file why.txt --by "Aroha Ngata <aroha@example.org>"',
      'for somebody else',
    ],
    ['plan update 7 --status in-place -n', 'only look: the diff and the message'],
  ],
  formats: ['text', 'text', 'json'],
  arguments: [['<ids...>', 'the items; `-` among them reads the note from standard input']],
  options: [
    option('-s, --status <status>', `where it stands: ${statuses.join(', ')}`),
    option('-m, --milestone <id>', "the milestone whose status it is, instead of the item's"),
    option('-r, --rating <rating>', `confidence in the item: ${ratings.join(', ')}`),
    option('--note <text>', 'what was done; `-` reads standard input'),
    option('--note-file <file>', 'the note from a file'),
    option('--evidence <url>', 'what shows it, as URL or URL=TITLE; may be repeated').argParser(
      (value: string, earlier: string[] = []) => [...earlier, value],
    ),
    option('--agency <name>', "whose report it is; else the item's only agency, else the group"),
    option('--as-of <date>', 'the day it is true for; else today'),
    byOption,
    option('--reason <text>', 'why completed, cancelled or superseded work is reopened'),
    option('--public', 'anybody may read it; else it is internal'),
    ...writeOptions,
  ],

  async run(session, ids, flags) {
    const note = await readNote(session.io, ids, flags);
    const wanted = ids.filter((id) => id !== '-');
    if (wanted.length === 0)
      throw new Fault('usage', 'which item? no id was given', 'see `plan update --help`');
    if (flags.milestone !== undefined && wanted.length > 1)
      throw new Fault(
        'usage',
        'a milestone belongs to one item, but several ids were given',
        'update one at a time',
      );
    if ([flags.status, flags.rating, note, flags.evidence].every((said) => said === undefined))
      throw new Fault(
        'usage',
        'nothing is reported: expected a status, a rating, a note or evidence',
        'see `plan update --help`',
      );
    return await write(session, { kind: 'update', ids: wanted, flags }, async (intend) => {
      const loaded = await session.read(wanted);
      const items = [...new Set(wanted.map((id) => itemNamed(loaded, id)))];
      await intend(items.map((item) => loaded.sources.items.get(item)!.path));
      return await outcomeOf(session, loaded, items, reportOf(loaded, flags, note));
    });
  },
};

/** What the report would do to each item, and the texts and the message that this comes to. */
async function outcomeOf(
  session: Session,
  loaded: Loaded,
  items: readonly Item[],
  report: Report,
): Promise<Outcome> {
  const { plan, sources } = loaded;
  const { today } = session.clock(plan.about);
  const contextOf = contexts(loaded, today);
  const changes: Change[] = [];
  const same: string[] = [];
  for (const item of items) {
    const change = decide(item, report, contextOf(item));
    if (change) changes.push(change);
    else same.push(idOf(item));
  }
  const told = { lines: reportLines(changes, same), items: reportItems(changes, same) };
  if (changes.length === 0) return { ...told, subject: '', files: [], message: '' };
  // Loaded only now, while git is already being asked about the files.
  const { splice } = await import('../store/splice.ts');
  const files = changes.map(({ before, edits }) => {
    const { path, text } = sources.items.get(before)!;
    return { path, before: text, after: splice(text, edits, keyOrder) };
  });
  const entry = tell(changes);
  return { ...told, subject: entry.subject, files, message: compose(entry) };
}

/** @throws Fault `usage`, `unknown-word` */
function reportOf({ plan }: Loaded, flags: Flags, note: string | undefined): Report {
  const { status, rating, milestone, agency, asOf, by, reason } = flags;
  if (asOf !== undefined && !isDate(asOf))
    throw new Fault('usage', `\`${asOf}\` is not a day`, 'give it as YYYY-MM-DD, such as 2026-09-30');
  return {
    milestone,
    status: status === undefined ? undefined : oneOf(status, 'a status', statuses),
    rating: rating === undefined ? undefined : oneOf(rating, 'a rating', ratings),
    agency: agency === undefined ? undefined : resolveWord(plan, 'agency', agency),
    note,
    evidence: flags.evidence?.map(parseEvidence),
    asOf,
    by,
    reason: reason?.trim(),
    public: flags.public,
  };
}
