/** Finds the commit that added the newest update of an item. */
import type { CommandContext } from '../../../cli/context.ts';
import { commitWithSubject, logWithTexts } from '../../../git/log.ts';
import { diffItems, type ItemState } from '../../../plan/diff/item-diff.ts';
import { parseItem } from '../../../storage/yaml/read-value.ts';

/**
 * The commit with its subject; undefined if none of the newest commits added an update, or without git.
 * @param paths the files that the item is or may have been in
 */
export async function lastReport(
  { io, workspace: { repo } }: CommandContext,
  paths: readonly string[],
): Promise<string | undefined> {
  if (!repo) return undefined;
  const commits = await logWithTexts(repo, { revisions: ['-20', 'HEAD'], paths }, io.env).catch(() => []);
  for (const commit of commits) {
    // If the commit moved the item, one file has the old text and another the new text.
    const { before = null } = commit.files.find(({ before }) => before !== null) ?? {};
    const { after = null } = commit.files.find(({ after }) => after !== null) ?? {};
    if (diffItems(await stateOf(before), await stateOf(after)).reported.length > 0)
      return commitWithSubject(commit);
  }
  return undefined;
}

const stateOf = async (text: string | null): Promise<ItemState> =>
  text === null ? null : ((await parseItem(text)) ?? 'unreadable');
