/** Which commit brought an item's newest report. */
import { diffItems, type State } from '../plan/diff.ts';
import { itemFrom } from '../store/value.ts';
import { commitsOf, named } from '../trail/commits.ts';
import type { Session } from './session.ts';

const stateOf = async (text: string | null): Promise<State> =>
  text === null ? null : ((await itemFrom(text)) ?? 'unreadable');

/** The commit in words, or undefined where none of the last ones did, or there is no git. */
export async function lastReport({ io, place }: Session, path: string): Promise<string | undefined> {
  const { repo } = place;
  if (!repo) return undefined;
  const commits = await commitsOf(repo, { revisions: ['-20', 'HEAD'], paths: [path] }, io.env).catch(
    () => [],
  );
  for (const commit of commits)
    for (const { before, after } of commit.files)
      if (diffItems(await stateOf(before), await stateOf(after)).reported.length > 0) return named(commit);
  return undefined;
}
