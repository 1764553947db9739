/** Malicious and broken files get findings: no hang, no crash, and no long output. */
import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Finding } from '../../../src/errors.ts';
import { maxFileBytes, maxFindings, maxTokens } from '../../../src/plan/model/limits.ts';
import { plan } from '../../support/plan.ts';
import { base, planFolder } from '../../support/plan-folder.ts';

const first = base('items/01.yaml');
const below = (text: string) => `${first}${text}\n`;
const lines = (count: number, line: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => `${line(index)}\n`).join('');

/** Each anchor contains nine aliases of the one before, which would expand to 9^60 values. */
const laughs = lines(60, (level) => {
  const inside = level === 0 ? 'lol' : `*l${level - 1}`;
  return `x-l${level}: &l${level} [${Array(9).fill(inside).join(', ')}]`;
});

const hostile: Record<string, readonly [rule: string, text: string | Uint8Array]> = {
  'aliases that multiply': ['yaml-feature', below(laughs)],
  'a list in itself': ['yaml-feature', below('x-a: &a [*a]')],
  'lists in lists, closed': ['unreadable-file', below(`x-a: ${'['.repeat(10_000)}${']'.repeat(10_000)}`)],
  'lists in lists, open': ['unreadable-file', below(`x-a: ${'['.repeat(10_000)}`)],
  'mappings in mappings': ['unreadable-file', below(`x-a: ${'{a: '.repeat(10_000)}`)],
  'entries in entries': ['unreadable-file', below(`x-a:\n  ${'- '.repeat(9_000)}a`)],
  'mappings below mappings': ['unreadable-file', below(lines(1000, (depth) => `${' '.repeat(depth)}x-a:`))],
  'keys in keys': ['unreadable-file', '? '.repeat(9_000)],
  'too many tokens': ['unreadable-file', below(`x-a: [${','.repeat(maxTokens)}]`)],
  'too many lines': ['unreadable-file', '\n'.repeat(maxTokens + 1)],
  'a NUL': ['unreadable-file', below('x-a: "a\0b"')],
  'only NULs': ['unreadable-file', '\0'.repeat(100_000)],
  'UTF-16 with a byte order mark': ['unreadable-file', Buffer.from(`\ufeff${first}`, 'utf16le')],
  'UTF-16 without a byte order mark': ['unreadable-file', Buffer.from(first, 'utf16le')],
  'UTF-16 big-endian': ['unreadable-file', Buffer.from(`\ufeff${first}`, 'utf16le').swap16()],
  'a surrogate in UTF-8': [
    'unreadable-file',
    Buffer.concat([Buffer.from(first), Buffer.from([0xed, 0xa0, 0x80])]),
  ],
  'an escaped surrogate': ['yaml-syntax', below('x-a: "\\ud800"')],
  'two byte order marks': ['missing-key', `\ufeff\ufeff${first}`],
  'tabs as indentation': ['tab-as-indent', below('x-a:\n\t- b')],
  'a duplicate key': ['duplicate-key', below('x-a: 1\nx-a: 2')],
  'thousands of duplicate keys': ['duplicate-key', below(lines(5_000, () => 'x-a: 1'))],
  'merge keys': ['yaml-feature', below('<<: { status: completed }')],
  'a tag for code': ['yaml-feature', below('x-a: !!js/function "function () {}"')],
  'a custom tag': ['yaml-feature', below('status: !done completed')],
  'the key `__proto__`': ['unknown-key', below('__proto__: { status: completed }')],
  'the key `constructor`': ['unknown-key', below('constructor: { prototype: {} }')],
  'the value `__proto__`': ['unknown-word', below('status: __proto__')],
  'two documents': ['several-documents', below(`---\n${first}`)],
  'thousands of documents': ['several-documents', '---\na: 1\n'.repeat(1_000)],
  'unclosed quotes': ['yaml-syntax', below(lines(2_000, () => 'x-a: "b'))],
  'one very long line': ['yaml-syntax', below(`x-a: ${'y'.repeat(500_000)}: ${'z'.repeat(500_000)}`)],
  'a very long key': ['yaml-syntax', below(`${'k'.repeat(500_000)}: 1`)],
  'a very long value': ['unknown-pillar', first.replace('prevention', 'prevention'.repeat(50_000))],
  'many block scalar headers': ['yaml-syntax', below('|#'.repeat(9_000))],
  'many comments after colons': ['unknown-key', below(`x-a:\n${'#:\n'.repeat(6_000)}b: 1`)],
};

const textOf = (name: string) => hostile[name]![1];

test.each(Object.keys(hostile))('%s: a finding', async (name) => {
  const [rule] = hostile[name]!;
  const folder = planFolder({ 'items/01.yaml': textOf(name) });
  const { stdout, stderr, code } = await plan(folder, ['validate', '--json']);
  const { findings } = JSON.parse(stdout) as { findings: Finding[] };
  const own = findings.filter(({ file }) => file === 'plan/items/01.yaml');
  expect(own.map((each) => each.rule)).toContain(rule);
  expect(own.length).toBeLessThanOrEqual(maxFindings + 1);
  expect(stdout.length / findings.length).toBeLessThan(10_000);
  expect(stderr).toBe('');
  expect(code).toBe(1);
});

test.each(['plan.yaml', 'agencies.yaml', 'items/01.yaml'])(
  'a %s over the size limit is not read',
  async (name) => {
    const folder = planFolder({ [name]: '' });
    truncateSync(join(folder, 'plan', name), 100_000_000_000);
    const { stdout, code } = await plan(folder, ['validate', `plan/${name}`]);
    expect(stdout).toMatch(/97,656,250 KiB: a plan file can have 1,024 KiB \[unreadable-file\]/);
    expect(code).toBe(1);
    expect((await plan(folder, ['list'])).code).toBe(1);
  },
);

test('a file of the largest allowed size is read', async () => {
  const text = below(`x-a: ${'words '.repeat(maxFileBytes / 6)}`).slice(0, maxFileBytes - 1);
  const folder = planFolder();
  writeFileSync(join(folder, 'plan/items/01.yaml'), `${text}\n`);
  expect(await plan(folder, ['validate'])).toMatchObject({ stdout: '', code: 0 });
});

test('of a long line, the part around the finding is printed, with the caret below it', async () => {
  const folder = planFolder({
    'items/01.yaml': below(`x-a: ["${'before '.repeat(3_000)}", *b, "${' after'.repeat(3_000)}"]`),
  });
  const { stdout } = await plan(folder, ['validate']);
  const [, source = '', caret = ''] = stdout.split('\n');
  expect(source.slice(caret.indexOf('^')).startsWith('*b')).toBe(true);
  expect(source).toMatch(/^ +15 \| ….*…$/);
  expect(source.length).toBeLessThan(500);
});
