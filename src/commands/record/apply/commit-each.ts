/** One commit for each row of a file, in their order. */

import type { Session } from '../../../cli/context.ts';
import { type Made, make, type WriteFlags } from '../../../cli/write.ts';
import { type Exit, exits, Fault } from '../../../errors.ts';
import { type Decided, decideRows } from '../../../plan/changes/import-rows.ts';
import { idOf } from '../../../plan/model/plan.ts';
import { outcomeJson, outcomeText } from '../../../render/write-outcome.ts';
import { rowFindings } from './row-file.ts';
import { countsOf, countsText, decideFile, groundOf, idsIn, outcomeOf, pathsOf, type Wish } from './rows.ts';

/**
 * Records the rows one by one, once all of them have been seen to be right.
 * @throws Fault that says which commits were made before it went wrong
 */
export async function commitEach(
  session: Session,
  wish: Wish,
  name: string,
  flags: WriteFlags,
): Promise<Exit> {
  await session.mend();
  const decided = await decideFile(session, await session.read(idsIn(wish.file)), wish);
  const news = decided.filter(({ change }) => change);
  const made: Made[] = [];
  for (const each of news) {
    if (made.at(-1)?.interrupted) throw stopped(new Fault('interrupted', 'interrupted'), made, news);
    try {
      made.push(await makeOne(session, wish, name, each, flags));
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      throw stopped(error, made, news);
    }
  }
  if (session.format === 'json')
    session.json('apply', {
      commits: made.map(outcomeJson),
      summary: countsOf(decided),
    });
  else {
    const paint = await session.paintOut();
    for (const one of made) session.io.out(await outcomeText(one, paint));
    session.io.out(`${countsText(decided)}\n`);
  }
  for (const { trouble } of made) if (trouble) session.warn(trouble);
  return exits.done;
}

/** Decides the row once more, on the files as they are now: what it found when all were looked at must still be so. */
function makeOne(
  session: Session,
  wish: Wish,
  name: string,
  { row, item, found }: Decided,
  flags: WriteFlags,
): Promise<Made> {
  return make(session, { kind: 'apply', ids: [name], flags }, async (intend) => {
    const loaded = await session.read([idOf(item)]);
    const again = row.was === undefined ? row : { ...row, was: found };
    const { decided, problems } = await decideRows([again], groundOf(session, loaded, wish));
    if (problems.length > 0)
      throw new Fault('refused', 'this row no longer holds', null, rowFindings(wish.file, problems));
    await intend(pathsOf(loaded, decided));
    return await outcomeOf(loaded, decided);
  });
}

/** A fault after which some commits stand. */
function stopped(
  { code, message, hint, findings }: Fault,
  made: readonly Made[],
  news: readonly Decided[],
): Fault {
  const commits = made.flatMap(({ commit }) => commit?.hash.slice(0, 7) ?? []);
  if (commits.length === 0) return new Fault(code, message, hint, findings);
  const told = `${commits.length} of ${news.length} rows were committed before: ${commits.map((each) => `\`${each}\``).join(', ')}`;
  return new Fault(code, `${message}\n${told}`, hint, findings);
}
