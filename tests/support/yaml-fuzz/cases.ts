/** Makes the texts to compare: a seed and an index always give the same text. */
import type { Corpus } from './corpus.ts';
import { layout } from './layouts.ts';
import { mutations } from './mutations.ts';
import { type Random, random } from './random.ts';
import { marks, meanings } from './words.ts';

/** Makes a text. Most are small, so that many can be tried. */
type Kind = (chance: Random, corpus: Corpus) => string;

const lines = (text: string, { below }: Random): string => {
  const all = text.split('\n');
  const from = below(all.length);
  return `${all.slice(from, from + 1 + below(12)).join('\n')}\n`;
};

const soup = ({ below, pick }: Random, most = 6): string =>
  Array.from({ length: below(most + 1) }, () => pick(marks)).join('');

const indented = (text: string, by: string): string => text.replace(/^(?=.)/gm, by);

/** A value on one line: a scalar, or several with YAML indicators between them. */
const value = (chance: Random): string =>
  chance.pick([
    chance.pick(meanings),
    chance.pick(marks),
    chance.pick(meanings) + chance.pick(marks),
    chance.pick(marks) + chance.pick(meanings),
    `${chance.pick(meanings)} ${chance.pick(marks)}${chance.pick(meanings)}`,
    `a ${soup(chance, 3)}b`,
    soup(chance),
  ]);

/** Texts with gaps for two values. */
const frames: readonly ((value: string, other: string) => string)[] = [
  (value) => `a: ${value}\n`,
  (value, other) => `a: ${value}\nb: ${other}\n`,
  (value, other) => `a:\n  - ${value}\n  - ${other}\n`,
  (value, other) => `a:\n- ${value}\n- b: ${other}\n  c: ${value}\n`,
  (value, other) => `a: [${value}, ${other}]\n`,
  (value, other) => `a: [${value},${other}]\n`,
  (value, other) => `a: { b: ${value}, c: ${other} }\n`,
  (value, other) => `a: {b: ${value}, "c":${other}}\n`,
  (value, other) => `a: [{ b: ${value} }, { c: ${other} }]\n`,
  (value, other) => `${value}: ${other}\n`,
  (value, other) => `a:\n  ${value}: ${other}\n  b: c\n`,
  (value, other) => `a: { ${value}: ${other} }\n`,
  (value, other) => `a: "${value}"\nb: '${other}'\n`,
  (value, other) => `a: "${value}\n  ${other}"\n`,
  (value, other) => `a: |\n  ${value}\n  ${other}\nb: c\n`,
  (value, other) => `a: >-\n  ${value}\n\n   ${other}\nb: c\n`,
  (value, other) => `a:\n  ${value}\n  ${other}\nb: c\n`,
  (value, other) => `a: b # ${value}\n# ${other}\nc: d\n`,
  (value, other) => `a:\n  b:\n    ${value}\n   ${other}\n`,
];

/** The kinds of texts with their weights. */
const kinds: readonly (readonly [number, Kind])[] = [
  [4, (chance, { shipped, fixtures }) => lines(chance.pick(chance.pick([shipped, fixtures])), chance)],
  [5, (chance) => chance.pick(frames)(value(chance), value(chance))],
  [6, (chance) => layout(chance)],
  [2, (chance, { suite }) => chance.pick(suite)],
  [
    1,
    (chance, { suite }) =>
      `x-kept:\n${indented(chance.pick(suite), chance.pick([' ', '  ', '    ']))}\nid: 5\n`,
  ],
  [1, (chance, { suite }) => `updates:\n  - ${indented(chance.pick(suite), '    ').trimStart()}\nid: 5\n`],
  [2, (chance, { suite }) => `a: b\n${lines(chance.pick(suite), chance)}`],
  [2, (chance, { fixtures }) => lines(chance.pick(fixtures.slice(0, 2)), chance)],
  [1, (chance, { fixtures }) => chance.pick(fixtures.slice(0, 2))],
  [1, (chance, { shipped, fixtures }) => chance.pick(chance.pick([shipped, fixtures]))],
  [
    1,
    (chance, { shipped, suite }) => lines(chance.pick(shipped), chance) + lines(chance.pick(suite), chance),
  ],
];
const urn = kinds.flatMap(([count, kind]) => Array<Kind>(count).fill(kind));
const changes = Object.values(mutations);

/** The text of a case. */
export function caseOf(seed: number, index: number, corpus: Corpus): string {
  const chance = random(seed, index);
  let text = chance.pick(urn)(chance, corpus);
  for (let left = chance.pick([0, 0, 1, 1, 1, 2, 3, 5]); left > 0; left--)
    text = chance.pick(changes)(text, chance, corpus);
  return text;
}

/** The texts that are always tried: the corpus, and each case of the YAML test suite as a part of an item. */
export function* certain({ suite, shipped, fixtures }: Corpus): Generator<string> {
  yield* [...shipped, ...fixtures, ...suite];
  for (const text of suite) {
    yield `x-kept:\n${indented(text, '  ')}\nid: 5\n`;
    yield `id: 5\nupdates:\n  - ${indented(text, '    ').trimStart()}\n`;
    yield `id: 5\nx-kept: ${text.trimEnd()}\n`;
    yield `id: 5\nx-kept: [${text.trimEnd()}]\n`;
    yield `id: 5\n${text}`;
    yield text.replaceAll('\n', '\r\n');
  }
}
