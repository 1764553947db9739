import { existsSync } from 'node:fs';
import type { Command } from '../../cli/command.ts';
import {
  type CompareFlags,
  compareFormats,
  compareOptions,
  dayHelp,
  writeComparison,
} from '../../cli/compare.ts';
import type { CommandContext } from '../../cli/context.ts';
import { splitSavedQueries } from '../../cli/selection.ts';
import { PlanError } from '../../errors.ts';
import { itemPlaces, readPlan } from '../../storage/plan-files/read-plan.ts';

export const command: Command<CompareFlags> = {
  summary: `What changed in the plan between two points, each a day or a commit: statuses, ratings, dates, wording, items, reports. ${dayHelp}`,
  examples: [
    ['plan diff', 'what is not committed yet'],
    ['plan diff 2026-06-30..2026-12-31', 'a half-year'],
    ['plan diff 2026-06-30', 'from then to the files as they are'],
    ['plan diff v1..main 5 7', 'two items, between two names that git knows'],
    ['plan diff 2026-06-30 --by agency --format markdown', 'a part of a report'],
  ],
  formats: compareFormats,
  hasOutput: true,
  arguments: [
    [
      '[words...]',
      'A..B, or A B, or A for A to now; without A, from the last commit; then the ids of items, if not all, or @name',
    ],
  ],
  options: compareOptions,

  completions: { words: 'moment' },

  async run(context, words, flags) {
    const { asked, rest } = splitSavedQueries(words);
    const [first, second, ...ids] = await momentsIn(context, rest);
    return await writeComparison(context, [first, second], [...ids, ...asked], flags);
  },
};

/** From, to, and the ids of items. A second word is an id where the plan has such an item. */
async function momentsIn(
  context: CommandContext,
  [first = 'HEAD', ...rest]: readonly string[],
): Promise<[from: string, to: string | null, ...ids: string[]]> {
  if (first.includes('...'))
    throw new PlanError('usage', `\`${first}\` is not two points`, 'put two dots between them: `A..B`');
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
  const { path, elsewhere = path } = itemPlaces(root, settings, word);
  return [path, elsewhere].some(existsSync);
}
