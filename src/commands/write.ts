/** What every verb that changes the plan has in common: how it is made, shown beforehand, and told afterwards. */
import { relative } from 'node:path';
import { type Applied, apply, type Intend } from '../apply.ts';
import { type Outcome, outcomeJson, outcomeText } from '../render/outcome.ts';
import { type Exit, exits, Fault } from '../trouble.ts';
import type { Session } from './session.ts';
import { option } from './verb.ts';

export interface WriteFlags {
  by?: string;
  dryRun?: boolean;
  commit: boolean;
}

export const byOption = option('--by <author>', 'who reported, as "Name <mail>"; else who git says you are');

export const writeOptions = [
  option('-n, --dry-run', 'show the diff and the message, and do nothing'),
  option('--no-commit', 'leave the change uncommitted'),
];

/**
 * Makes the change that `decide` decides on, all of it or nothing, or only shows it; and tells what became of it.
 * @param kind what its JSON is called, and the verb
 * @param ids what to call it by when somebody else has to wait for it
 * @param decide reads the plan and decides, under the lock; it names the files it will change as soon as it knows them
 * @throws Fault: everything is as before then
 */
export async function write(
  session: Session,
  { kind, ids, flags }: { kind: string; ids: readonly string[]; flags: WriteFlags },
  decide: (intend: Intend) => Promise<Outcome>,
): Promise<Exit> {
  const { dryRun = false, commit, by } = flags;
  if (by !== undefined && !/^[^<>\s][^<>]* <[^<>\s]+>$/.test(by))
    throw new Fault('usage', `\`${by}\` is not an author`, 'write it as "Name <mail@example.org>"');
  let outcome: Outcome = { lines: [], items: [], files: [], subject: '', message: '' };
  let applied: Applied | null = null;
  const propose = async (intend: Intend) => {
    outcome = await decide(intend);
    return outcome.message === '' ? null : { ...outcome, author: by };
  };
  if (dryRun) await propose(async () => {});
  else
    applied = await apply(
      session.place,
      session.io,
      {
        command: ['plan', kind, ...ids].join(' '),
        commit,
        told: (mended) => session.tellMended(mended),
        waiting: (why) => session.tellWaiting(why),
      },
      propose,
    );
  const files = outcome.files.map((file) => ({ ...file, path: relative(session.io.cwd, file.path) }));
  const inGit = session.place.repo !== null;
  const done = { ...outcome, files, dryRun, inGit, commit: applied?.commit ?? null };
  if (session.format === 'json') session.json(kind, outcomeJson(done));
  else session.io.out(await outcomeText(done, await session.paintOut()));
  if (applied?.trouble) session.warn(applied.trouble);
  return exits.done;
}
