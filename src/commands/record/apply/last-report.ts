/** Which commit brought an item's newest report. */

import type { CommandContext } from '../../../cli/context.ts';
import { commitWithSubject, logWithTexts } from '../../../git/log.ts';
import { diffItems, type ItemState } from '../../../plan/diff/item-diff.ts';
import { parseItem } from '../../../storage/yaml/read-value.ts';

const stateOf = async (text: string | null): Promise<ItemState> =>
  text === null ? null : ((await parseItem(text)) ?? 'unreadable');

/**
 * The commit in words, or undefined where none of the last ones did, or there is no git.
 * @param paths the files that the item stands in, or may have stood in
 */
export async function lastReport(
  { io, workspace }: CommandContext,
  paths: readonly string[],
): Promise<string | undefined> {
  const { repo } = workspace;
  if (!repo) return undefined;
  const commits = await logWithTexts(repo, { revisions: ['-20', 'HEAD'], paths }, io.env).catch(() => []);
  for (const commit of commits) {
    // Moved from one file to another, it is there before and after.
    const { before = null } = commit.files.find(({ before }) => before !== null) ?? {};
    const { after = null } = commit.files.find(({ after }) => after !== null) ?? {};
    if (diffItems(await stateOf(before), await stateOf(after)).reported.length > 0)
      return commitWithSubject(commit);
  }
  return undefined;
}
