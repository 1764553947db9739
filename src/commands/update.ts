import { relative } from 'node:path';
import type { Item } from '../../schemas/item.ts';
import { ratings, statuses } from '../../schemas/update.ts';
import { type Applied, apply, type Intend, type Proposal } from '../apply.ts';
import { type Change, decide, type Report } from '../plan/change.ts';
import { isDate } from '../plan/dates.ts';
import { oneOf } from '../plan/nearest.ts';
import { idOf } from '../plan/plan.ts';
import { resolveWord } from '../plan/query.ts';
import { type Outcome, outcomeJson, outcomeText } from '../render/outcome.ts';
import { contexts } from '../store/judge.ts';
import { keyOrder } from '../store/order.ts';
import { itemNamed, type Loaded } from '../store/read.ts';
import { tell } from '../trail/entry.ts';
import { compose } from '../trail/message.ts';
import { exits, Fault } from '../trouble.ts';
import { parseEvidence } from './evidence.ts';
import { readNote } from './note.ts';
import type { Session } from './session.ts';
import { option, type Verb } from './verb.ts';

interface Flags {
  status?: string;
  milestone?: string;
  rating?: string;
  note?: string;
  noteFile?: string;
  evidence?: string[];
  agency?: string;
  asOf?: string;
  by?: string;
  reason?: string;
  public?: boolean;
  dryRun?: boolean;
  commit: boolean;
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
    option('--by <author>', 'who reported, as "Name <mail>"; else who git says you are'),
    option('--reason <text>', 'why completed, cancelled or superseded work is reopened'),
    option('--public', 'anybody may read it; else it is internal'),
    option('-n, --dry-run', 'show the diff and the message, and do nothing'),
    option('--no-commit', 'leave the change uncommitted'),
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
    const command = ['plan update', ...wanted].join(' ');
    let outcome: Outcome = { changes: [], same: [], subject: '', files: [], message: '' };
    const propose = async (intend: Intend): Promise<Proposal | null> => {
      const loaded = await session.read(wanted);
      const items = [...new Set(wanted.map((id) => itemNamed(loaded, id)))];
      await intend(items.map((item) => loaded.sources.items.get(item)!.path));
      outcome = await propositionOf(session, loaded, items, reportOf(loaded, flags, note));
      return outcome.changes.length === 0 ? null : { ...outcome, author: flags.by };
    };
    const { dryRun = false } = flags;
    let applied: Applied | null = null;
    if (dryRun) await propose(async () => {});
    else
      applied = await apply(
        session.place,
        session.io,
        {
          command,
          commit: flags.commit,
          told: (mended) => session.tellMended(mended),
          waiting: (why) => session.tellWaiting(why),
        },
        propose,
      );
    const names = outcome.files.map((file) => ({ ...file, path: relative(session.io.cwd, file.path) }));
    const inGit = session.place.repo !== null;
    const done = { ...outcome, files: names, dryRun, inGit, commit: applied?.commit ?? null };
    if (session.format === 'json') session.json('update', outcomeJson(done));
    else session.io.out(await outcomeText(done, await session.paintOut()));
    if (applied?.trouble) session.warn(applied.trouble);
    return exits.done;
  },
};

/** What the report would do to each item, and the texts and the message that this comes to. */
async function propositionOf(
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
  if (changes.length === 0) return { changes, same, subject: '', files: [], message: '' };
  // Loaded only now, while git is already being asked about the files.
  const { splice } = await import('../store/splice.ts');
  const files = changes.map(({ before, edits }) => {
    const { path, text } = sources.items.get(before)!;
    return { path, before: text, after: splice(text, edits, keyOrder) };
  });
  const told = tell(changes);
  return { changes, same, subject: told.subject, files, message: compose(told) };
}

/** @throws Fault `usage`, `unknown-word` */
function reportOf({ plan }: Loaded, flags: Flags, note: string | undefined): Report {
  const { status, rating, milestone, agency, asOf, by, reason } = flags;
  if (asOf !== undefined && !isDate(asOf))
    throw new Fault('usage', `\`${asOf}\` is not a day`, 'give it as YYYY-MM-DD, such as 2026-09-30');
  if (by !== undefined && !/^[^<>\s][^<>]* <[^<>\s]+>$/.test(by))
    throw new Fault('usage', `\`${by}\` is not an author`, 'write it as "Name <mail@example.org>"');
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
