/** What several tools have in common: how lines are read, and how an item's facts are told in one word or cell. */
import { sh } from '../place.mjs';

export const lines = (text) => text.split('\n').filter(Boolean);

/** The first cell of each line but the heading. */
export const idsOfTable = (text) =>
  lines(text)
    .slice(1)
    .map((line) => line.split('\t')[0]);

/** Counts as `uniq -c` tells them: the number, then the name. */
export const countsOfUniq = (text) =>
  Object.fromEntries(lines(text).map((line) => line.trim().split(/\s+/).toReversed().map(asCount)));

/** Counts of a table of two columns, without its heading. */
export const countsOfTable = (text) =>
  Object.fromEntries(
    lines(text)
      .slice(1)
      .map((line) => line.trim().split(/\s+/).map(asCount)),
  );

const asCount = (word, at) => (at === 1 ? Number(word) : word.replace(/^@/, ''));

export const statusOf = ({ status }) => status ?? 'not-reported';

/** Several words as the words of a shell's line. */
export const quoted = (words) => words.map((word) => `'${String(word).replaceAll("'", "'\\''")}'`).join(' ');

/** A command that changes a file, then the commit of that. */
export const andCommit = (line) => sh(`${line} && git commit --quiet --all --message 'An update'`);
