/** Makes texts of valid parts with random indentation, line breaks and comments. */
import type { Random } from './random.ts';
import { heads, meanings } from './words.ts';

/** The lines of a mapping with nested values. */
export function layout(chance: Random, indent = '', depth = 0): string {
  const { below, once } = chance;
  const keys = new Set(Array.from({ length: 1 + below(3) }, () => key(chance)));
  return [...keys]
    .map((each) => between(chance, indent) + indent + each + afterKey(chance, indent, depth))
    .join(once(40) ? ' ' : '');
}

const key = ({ once, pick }: Random): string =>
  once(12)
    ? pick(['"a"', "'b'", 'a b', 'null', 'true', '1', 'id ', '~', 'A-1', 'x-ā', '?', '"a" ', '-a'])
    : pick(['a', 'b', 'c', 'id', 'x-y', 'note', 'as-of', 'K9']);

/** Comments and empty lines with random indentation. */
function between({ once, below, pick }: Random, indent: string): string {
  if (!once(4)) return '';
  const line = () =>
    (once(2) ? indent : ' '.repeat(below(7))) + pick(['# c', '#', '# c: d', '#c', '', '', ' ']);
  return Array.from({ length: 1 + below(2) }, () => `${line()}\n`).join('');
}

function afterKey(chance: Random, indent: string, depth: number): string {
  const { once, below, pick } = chance;
  const deeper = indent + pick(['  ', '  ', '  ', ' ', '    ', '']);
  if (depth < 4 && once(4)) return `:${end(chance)}${layout(chance, deeper, depth + 1)}`;
  if (depth < 4 && once(4)) return `:${end(chance)}${list(chance, deeper, depth + 1)}`;
  if (once(6)) return `: ${block(chance, indent)}`;
  if (once(12)) return `:${end(chance)}${deeper}${scalar(chance)}${end(chance)}`;
  return `:${once(20) ? '' : ' '.repeat(1 + below(2))}${inline(chance)}${end(chance)}`;
}

function list(chance: Random, indent: string, depth: number): string {
  const { once, below, pick } = chance;
  const entry = () => {
    const gap = pick([' ', ' ', ' ', '  ', '   ', once(9) ? '' : ' ']);
    const inner = `${indent} ${gap}`;
    const start = `${between(chance, indent)}${indent}-${gap}`;
    if (depth < 4 && once(2)) return start + layout(chance, inner, depth + 1).trimStart();
    if (depth < 4 && once(8)) return start + list(chance, inner, depth + 1).trimStart();
    if (once(9)) return start + block(chance, indent);
    return start + inline(chance) + end(chance);
  };
  return Array.from({ length: 1 + below(3) }, entry).join('');
}

/** A block scalar, or a scalar over several lines. */
function block(chance: Random, indent: string): string {
  const { once, below, pick } = chance;
  const deeper = indent + pick(['  ', '  ', ' ', '    ', '']);
  const line = () =>
    (once(6) ? ' '.repeat(below(8)) : deeper) +
    pick(['a', 'b c', '# c', 'd: e', '- f', ' g', '', '', 'h ', '"', "it's", '[', 'i #j', 'k # l']);
  const lines = Array.from({ length: below(5) }, () => `${line()}\n`).join('');
  return `${once(4) ? pick(['a', '"a', "'a", '[a,', '{ a: b,', '""']) : once(5) ? pick(heads) : pick(['|', '|-', '>', '>-'])}\n${lines}`;
}

const inline = (chance: Random, depth = 0): string => {
  const { once, pick, below } = chance;
  const parts = (make: () => string) =>
    Array.from({ length: below(4) }, make).join(pick([', ', ', ', ',', ' , ', ',  ']));
  const pad = pick(['', ' ']);
  if (depth < 3 && once(6)) return `[${pad}${parts(() => inline(chance, depth + 1))}${pad}]`;
  if (depth < 3 && once(6))
    return `{${pad}${parts(() => `${key(chance)}:${once(20) ? '' : ' '}${inline(chance, depth + 1)}`)}${pad}}`;
  return scalar(chance);
};

const scalar = ({ once, pick }: Random): string =>
  once(3)
    ? pick(meanings)
    : pick([
        ...[
          'a',
          'b c',
          'The group met and agreed',
          '2026-09-30',
          "it's",
          '5.1',
          '"5.1"',
          "'it''s'",
          '"a\\nb"',
          '"\\""',
          'd (e)',
          'ā – é',
        ],
        ...[
          'https://example.org/?a=1#b',
          'sha256:00',
          'a:b',
          'a#b',
          '"a # b: c"',
          "'a: b'",
          'x & y',
          'x * y',
          'x [y]',
          'a, b',
          'x {y}',
          'a ! b',
          '😀',
          '?a',
          '-a',
        ],
      ]);

/** The end of a line. */
const end = ({ once, pick }: Random): string =>
  once(5) ? pick([' # c\n', '  #\n', ' \n', '# c\n', '\n\n', '\n \n', '\r\n', '']) : '\n';
