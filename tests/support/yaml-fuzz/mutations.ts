/** Random changes to texts. Each kind changes one position, and most results may still be YAML. */
import type { Corpus } from './corpus.ts';
import type { Random } from './random.ts';
import { heads, marks, meanings } from './words.ts';

type Mutation = (text: string, chance: Random, corpus: Corpus) => string;

/** A random position, usually one where a value or a line begins or ends. */
function position(text: string, { once, below, pick }: Random): number {
  if (once(3)) return below(text.length + 1);
  const edges = [...text.matchAll(/(?<=[:\-,[{"'] ?)|$|^ */gm)].map(
    ({ index, 0: { length } }) => index + length,
  );
  return pick(edges.length > 0 ? edges : [0]);
}

const put = (text: string, at: number, what: string, instead = 0): string =>
  text.slice(0, at) + what + text.slice(at + instead);

/** Changes the lines of a text; `at` is the index of a random line. */
const onLines =
  (change: (lines: string[], at: number, chance: Random, corpus: Corpus) => void): Mutation =>
  (text, chance, corpus) => {
    const lines = text.split('\n');
    change(lines, chance.below(lines.length), chance, corpus);
    return lines.join('\n');
  };

/** Changes the value after a key or a dash in some line. */
const onValue = (change: (value: string, chance: Random, indent: string) => string): Mutation =>
  onLines((lines, at, chance) => {
    const [, head = '', value = ''] = /^((?:.*?: +|.*:$| *- +)?)(.*)$/s.exec(lines[at]!) ?? [];
    const space = head && !head.endsWith(' ') ? ' ' : '';
    lines[at] = head + space + change(value, chance, / */.exec(head)![0]);
  });

const spaces = [
  '\t',
  '  ',
  '\u00a0',
  '\u2003',
  '\u3000',
  '\u1680',
  '\u2028',
  '\u0085',
  '',
  '\n',
  '\n  ',
  '\n      ',
  '\r',
];

export const mutations: Readonly<Record<string, Mutation>> = {
  put: (text, chance) => put(text, position(text, chance), chance.pick(marks)),
  replace: (text, chance) => put(text, position(text, chance), chance.pick(marks), 1 + chance.below(3)),
  cut: (text, chance) => put(text, position(text, chance), '', 1 + chance.below(chance.once(4) ? 40 : 3)),
  space: (text, chance) => {
    const places = [...text.matchAll(/ /g)].map(({ index }) => index);
    return places.length === 0 ? text : put(text, chance.pick(places), chance.pick(spaces), 1);
  },
  break: (text, chance) => {
    const places = [...text.matchAll(/\n/g)].map(({ index }) => index);
    const instead = ['', ' ', '\r\n', '\r', '\n\n', ' \n', '\t\n', ' # c\n', '#\n', ':\n', '\n\n\n'];
    return places.length === 0 ? text : put(text, chance.pick(places), chance.pick(instead), 1);
  },
  indent: onLines((lines, at, { below, once, pick }) => {
    const to = once(2) ? lines.length : at + 1;
    const by = pick([1, 2, 4, -1, -2, -4]);
    for (let line = at; line < Math.min(to, at + 1 + below(6)); line++)
      lines[line] =
        by > 0 ? ' '.repeat(by) + lines[line]! : lines[line]!.replace(new RegExp(`^ {0,${-by}}`), '');
  }),
  meaning: onValue((_, { pick }) => pick(meanings)),
  mark: onValue((value, { pick, once }) => pick(marks) + (once(2) ? value : '')),
  quote: onValue((value, { pick }) => {
    const mark = pick(['"', "'"]);
    return pick([
      `${mark}${value}${mark}`,
      mark + value,
      value + mark,
      value.replace(/["']/, ''),
      JSON.stringify(value),
    ]);
  }),
  flow: onValue((value, { pick }) =>
    pick([
      `[${value}]`,
      `{${value}}`,
      `[${value}, b]`,
      `{ a: ${value} }`,
      `[a, { b: ${value} }]`,
      value.replace(/[[\]{},]/, ''),
    ]),
  ),
  fold: onValue((value, { pick }, indent) =>
    value.replace(/ /g, (space) =>
      pick([space, space, `\n${indent}  `, `\n${indent}    `, `\n\n${indent}  `]),
    ),
  ),
  block: onValue((value, { pick, below }, indent) => {
    const lines = [
      value,
      ...Array.from({ length: below(4) }, () =>
        pick(['', ' ', 'a', '  b', '# c', 'd: e', '- f', '\t', 'g ']),
      ),
    ];
    return [pick(heads), ...lines.map((line) => `${indent}${' '.repeat(1 + below(4))}${line}`)].join('\n');
  }),
  comment: onLines((lines, at, { pick, below, once }) => {
    if (once(2)) lines[at] += pick([' # c', '# c', '  #', ' #c: d', '\t# c', ' # [']);
    else lines.splice(at, 0, `${' '.repeat(below(8))}${pick(['# c', '#', '#c', '# a: b', '# - c', '', ''])}`);
  }),
  key: onLines((lines, at, { pick, once }) => {
    const key = once(9)
      ? 'k'.repeat(1018 + pick([0, 1, 4, 5, 6, 7, 9]))
      : pick([...meanings, '"a"', "'a'", 'a b', '?', '-a', '[a]', '*a', 'é']);
    const line = lines[at]!;
    lines[at] = once(2)
      ? line.replace(/[^ -][^:]*(?=:)/, () => key)
      : `${/^ *(?:- +)*/.exec(line)![0]}${key}: ${line.trim()}`;
  }),
  twice: onLines((lines, at, { once, below }) => {
    lines.splice(once(2) ? at : below(lines.length + 1), 0, lines[at]!);
  }),
  move: onLines((lines, at, { below }) => {
    lines.splice(below(lines.length), 0, ...lines.splice(at, 1));
  }),
  drop: onLines((lines, at, { below, once }) => {
    lines.splice(at, once(3) ? 1 + below(4) : 1);
  }),
  entry: onLines((lines, at, { pick }) => {
    lines[at] = pick([
      lines[at]!.replace(/- /, '  '),
      lines[at]!.replace(/^( *)(?=\S)/, '$1- '),
      lines[at]!.replace(/- /, '-'),
    ]);
  }),
  windows: (text) => text.replace(/\r?\n/g, '\r\n'),
  mark_of_order: (text) => `\ufeff${text}`,
  end: (text, { pick }) =>
    text.replace(
      /\s*$/,
      pick(['', '\n\n', ' ', '\n ', '\n\t', '\n# c', '\n...', '\n---', ':', '\n  \n\n', '\r', ' #']),
    ),
  splice: onLines((lines, at, chance, { suite, shipped, fixtures }) => {
    const other = chance.pick(chance.pick([suite, suite, shipped, fixtures])).split('\n');
    const from = chance.below(other.length);
    const indent = ' '.repeat(chance.pick([0, 0, 2, 4, chance.below(9)]));
    const part = other.slice(from, from + 1 + chance.below(8)).map((line) => line && indent + line);
    if (chance.once(3)) lines[at] += part.shift()!.trim();
    lines.splice(at + 1, chance.below(3), ...part);
  }),
};
