/** `plan diff`: compares the plan at two revisions. */
import { existsSync } from 'node:fs';
import { argument, type Command } from '../../cli/command.ts';
import {
  type CompareFlags,
  compareFormats,
  compareOptions,
  dayHelp,
  writeComparison,
} from '../../cli/compare-revisions.ts';
import type { CommandContext } from '../../cli/context.ts';
import { splitSavedQueries } from '../../cli/filter-options.ts';
import { PlanError } from '../../errors.ts';
import { itemPaths } from '../../storage/plan-files/item-paths.ts';
import { readPlan } from '../../storage/plan-files/read-plan.ts';

export const command: Command<CompareFlags> = {
  description: `Compare the plan at two revisions, each a day or a commit: statuses, ratings, dates, wording, items and updates. ${dayHelp}`,
  examples: [
    ['plan diff', 'show what is not committed yet'],
    ['plan diff 2026-06-30..2026-12-31', 'compare the ends of two days'],
    ['plan diff 2026-06-30', 'compare a day with the files as they are'],
    ['plan diff v1..main 5 7', 'compare two items at a tag and a branch'],
    ['plan diff 2026-06-30 --by agency --format markdown', 'group by agency, as Markdown'],
  ],
  formats: compareFormats,
  hasOutput: true,
  arguments: [
    argument(
      '[words...]',
      'A..B or A B; A alone compares with the files as they are; nothing compares the last commit with them; then the ids of items, or a saved query: @name',
      'revision',
    ),
  ],
  options: compareOptions,

  async run(context, words, flags) {
    const { queries, rest } = splitSavedQueries(words);
    const [first, second, ...ids] = await splitRevisions(context, rest);
    return await writeComparison(context, { from: first, to: second }, [...ids, ...queries], flags);
  },
};

/** Splits the arguments: the two revisions, and the ids of items. A second word is an id if the plan has such an item. */
async function splitRevisions(
  context: CommandContext,
  [first = 'HEAD', ...rest]: readonly string[],
): Promise<[from: string, to: string | null, ...ids: string[]]> {
  if (first.includes('...'))
    throw new PlanError('usage', `\`${first}\` has three dots`, 'write two dots: `A..B`');
  if (first.includes('..')) {
    const [from, to] = first.split('..');
    return [from || 'HEAD', to || null, ...rest];
  }
  const [second, ...ids] = rest;
  if (second === undefined || (await isItem(context, second))) return [first, null, ...rest];
  return [first, second, ...ids];
}

async function isItem({ source }: CommandContext, word: string): Promise<boolean> {
  const { root, settings } = await readPlan(source, []);
  if (settings === null || !/^[\w.-]+$/.test(word)) return false;
  const { path, otherPath: elsewhere = path } = itemPaths(root, settings, word);
  return [path, elsewhere].some(existsSync);
}
