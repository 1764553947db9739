import { existsSync } from 'node:fs';
import type { Verb } from '../../cli/command.ts';
import {
  type CompareFlags,
  compareFormats,
  compareOptions,
  dayMeans,
  tellChanges,
} from '../../cli/compare.ts';
import type { Session } from '../../cli/context.ts';
import { apart } from '../../cli/selection.ts';
import { Fault } from '../../errors.ts';
import { itemPlaces, read } from '../../storage/plan-files/read-plan.ts';

export const verb: Verb<CompareFlags> = {
  summary: `What changed in the plan between two points, each a day or a commit: statuses, ratings, dates, wording, items, reports. ${dayMeans}`,
  examples: [
    ['plan diff', 'what is not committed yet'],
    ['plan diff 2026-06-30..2026-12-31', 'a half-year'],
    ['plan diff 2026-06-30', 'from then to the files as they are'],
    ['plan diff v1..main 5 7', 'two items, between two names that git knows'],
    ['plan diff 2026-06-30 --by agency --format markdown', 'a part of a report'],
  ],
  formats: compareFormats,
  answers: true,
  arguments: [
    [
      '[words...]',
      'A..B, or A B, or A for A to now; without A, from the last commit; then the ids of items, if not all, or @name',
    ],
  ],
  options: compareOptions,

  completes: { words: 'moment' },

  async run(session, words, flags) {
    const { asked, rest } = apart(words);
    const [first, second, ...ids] = await momentsIn(session, rest);
    return await tellChanges(session, [first, second], [...ids, ...asked], flags);
  },
};

/** From, to, and the ids of items. A second word is an id where the plan has such an item. */
async function momentsIn(
  session: Session,
  [first = 'HEAD', ...rest]: readonly string[],
): Promise<[from: string, to: string | null, ...ids: string[]]> {
  if (first.includes('...'))
    throw new Fault('usage', `\`${first}\` is not two points`, 'put two dots between them: `A..B`');
  if (first.includes('..')) {
    const [from, to] = first.split('..');
    return [from || 'HEAD', to || null, ...rest];
  }
  const [second, ...ids] = rest;
  if (second === undefined || (await isItem(session, second))) return [first, null, ...rest];
  return [first, second, ...ids];
}

async function isItem({ where }: Session, word: string): Promise<boolean> {
  const { root, about } = await read(where, []);
  if (about === null || !/^[\w.-]+$/.test(word)) return false;
  const { path, elsewhere = path } = itemPlaces(root, about, word);
  return [path, elsewhere].some(existsSync);
}
