/** What is left in a text where two sides can't be joined: both, between markers that say in words what each says. */
import type { Conflict } from '../../plan/merge/conflict.ts';

type Lines = readonly string[];

/** Both sides' lines between markers; lines that both begin or end with stand outside. */
export function withMarkers(
  ours: Lines,
  theirs: Lines,
  said: Pick<Conflict, 'ours' | 'theirs'>,
  size: number,
): string[] {
  let start = 0;
  while (start < Math.min(ours.length, theirs.length) && ours[start] === theirs[start]) start += 1;
  const room = Math.min(ours.length, theirs.length) - start;
  let end = 0;
  while (end < room && ours.at(-1 - end) === theirs.at(-1 - end)) end += 1;
  const marker = (sign: string, words = '') => `${sign.repeat(size)}${words}`;
  return [
    ...ours.slice(0, start),
    marker('<', ` ours: ${label(said.ours)}`),
    ...ours.slice(start, ours.length - end),
    marker('='),
    ...theirs.slice(start, theirs.length - end),
    marker('>', ` theirs: ${label(said.theirs)}`),
    ...ours.slice(ours.length - end),
  ];
}

/** Words that stay on the marker's line, whatever a file says. */
const label = (words: string) => words.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ');
