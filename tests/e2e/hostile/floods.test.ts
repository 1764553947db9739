/**
 * Very long texts: every command answers, with short output. Code whose time grows with the square of the length
 * takes minutes for these; the time limit of a test only ends such a hang.
 */
import { expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import type { Finding } from '../../../src/errors.ts';
import { columnNames } from '../../../src/plan/changes/import-columns.ts';
import { maxDepth, maxFileBytes, maxFindings, maxTokens } from '../../../src/plan/model/limits.ts';
import { closest } from '../../../src/util/suggest.ts';
import { plan } from '../../support/plan.ts';
import { base, planFolder } from '../../support/plan-folder.ts';
import { fewItems, shippedPlan } from '../../support/shipped.ts';

/** Texts of a length, and the length that the limits of a file allow. */
const fills: Record<string, { text: (length: number) => string; most?: number }> = {
  spaces: { text: (length) => `a${' '.repeat(length)}b` },
  'one letter': { text: (length) => 'a'.repeat(length) },
  brackets: { text: (length) => '['.repeat(length), most: maxDepth - 10 },
  'closed brackets': { text: (length) => '[]'.repeat(length / 2), most: maxTokens - 1000 },
  'number signs': { text: (length) => '#'.repeat(length) },
  'words with number signs': { text: (length) => 'a #'.repeat(length / 3) },
};
const item = stringify({
  ...parse(base('items/01.yaml')),
  updates: [
    {
      'as-of': '2026-06-01',
      recorded: '2026-06-02',
      agency: 'dol',
      status: 'in-progress',
      note: 'Training has started',
      evidence: [{ title: 'Minute', url: 'https://example.org/minute' }],
      by: 'Mere Tuhoe <mere@example.org>',
    },
  ],
});
const files: Record<string, string> = {
  'plan.yaml': base('plan.yaml'),
  'agencies.yaml': base('agencies.yaml'),
  'items/01.yaml': item,
};

type Path = readonly (string | number)[];

/** The paths of all texts in a value. */
function* textPaths(value: unknown, path: Path = []): Generator<Path> {
  if (typeof value === 'string') yield path;
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inside] of Object.entries(value))
    yield* textPaths(inside, [...path, Array.isArray(value) ? Number(key) : key]);
}

/** The file with these texts replaced. */
function replaceTexts(file: string, paths: Iterable<Path>, text: string): string {
  const value = parse(files[file]!);
  for (const path of paths) {
    const holder = path.slice(0, -1).reduce((inside, key) => inside[key], value);
    holder[path.at(-1)!] = text;
  }
  return stringify(value, { lineWidth: 0 });
}

/** Keys whose texts can be anything. */
const free = new Set([
  ...['title', 'owner', 'name', 'publisher', 'published', 'copyright', 'licence'],
  ...['objective', 'action', 'measure', 'task', 'note'],
]);

test.each(Object.keys(fills))('every free text full of %s: each command answers', async (fill) => {
  const { text, most = maxFileBytes / 2 } = fills[fill]!;
  const folder = planFolder(
    Object.fromEntries(
      Object.entries(files).map(([file, before]) => {
        const paths = [...textPaths(parse(before))].filter((path) => free.has(String(path.at(-1))));
        return [file, replaceTexts(file, paths, text(most / paths.length))];
      }),
    ),
  );
  for (const words of [
    ['validate'],
    ['list'],
    ['show', '1'],
    ...['markdown', 'text', 'html'].map((format) => ['report', '--format', format]),
  ]) {
    const { stdout, stderr, code } = await plan(folder, words);
    expect(stdout + stderr, words.join(' ')).not.toContain('unexpected error');
    expect(code, `${words}: ${stderr.slice(0, 500)}`).toBe(words[0] === 'validate' ? 1 : 0);
    expect(stdout.length).toBeGreaterThan(0);
  }
});

test.each(Object.keys(files))(
  'any text of %s 100,000 characters long: few findings, and short',
  async (file) => {
    const seen = new Set<string>();
    for (const path of textPaths(parse(files[file]!))) {
      const kind = String(path.findLast((key) => typeof key === 'string'));
      if (seen.has(kind)) continue;
      seen.add(kind);
      for (const [fill, { text }] of Object.entries(fills)) {
        const folder = planFolder({
          ...files,
          [file]: replaceTexts(file, [path], text(100_000)),
        });
        const { stdout, stderr } = await plan(folder, ['validate', '--json']);
        const { findings } = JSON.parse(stdout) as { findings: Finding[] };
        expect(findings.length, `${kind}: ${fill}`).toBeLessThanOrEqual(maxFindings + 1);
        expect(stdout.length, `${kind}: ${fill}`).toBeLessThan(100_000);
        expect(stderr).not.toContain('unexpected error');
      }
    }
  },
);

test.each(Object.keys(fills))('every column of a sheet full of %s', async (fill) => {
  const sandbox = shippedPlan(fewItems);
  const text = fills[fill]!.text(200_000);
  for (const column of columnNames) {
    const cells = { id: '5', 'as-of': '2026-11-01', status: 'in-progress', note: 'a', [column]: text };
    const input = `${Object.keys(cells).join(',')}\n${Object.values(cells).join(',')}\n`;
    const { stdout, stderr, code } = await plan(sandbox, ['apply', '-', '-n'], { input });
    expect(stdout + stderr, column).not.toContain('unexpected error');
    expect([0, 2, 3], `${column}: ${stderr.slice(0, 500)}`).toContain(code);
  }
  const { code } = await plan(sandbox, ['update', '5', '--status', 'in-progress', '-n', '-'], {
    input: text,
  });
  expect(code).toBe(0);
});

test('names of any length are compared only where they are short', () => {
  expect(closest('a'.repeat(100_000), [`${'a'.repeat(100_000)}b`])).toBeNull();
  expect(closest('Ministry of Foreign Afairs and Trade', ['Ministry of Foreign Affairs and Trade'])).toBe(
    'Ministry of Foreign Affairs and Trade',
  );
});

const suppressions: Record<string, string> = {
  'one comment that repeats the name': `# ${'plan-ignore '.repeat(60_000)}\n`,
  'comments on one line': `x-a: b ${'# plan-ignore '.repeat(60_000)}\n`,
  'one comment with many names': `# plan-ignore ${Array.from({ length: 60_000 }, (_, at) => `r${at}`)}: b\n`,
  'a comment on each line': '# plan-ignore unknown: b\n'.repeat(15_000),
};

test.each(Object.keys(suppressions))('%s: at most the findings of one file', async (name) => {
  const folder = planFolder({ 'items/01.yaml': item + suppressions[name] });
  const { stdout, code } = await plan(folder, ['validate', '--json']);
  const { findings } = JSON.parse(stdout) as { findings: Finding[] };
  const own = findings.filter(({ file }) => file === 'plan/items/01.yaml');
  expect(own.length).toBeGreaterThan(0);
  expect(own.length).toBeLessThanOrEqual(maxFindings + 1);
  expect(stdout.length).toBeLessThan(maxFindings * 3000);
  expect(code).toBe(1);
});

const numbered = (count: number, line: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => `${line(index)}\n`).join('');

test.each([
  ['saved queries', `queries:\n${numbered(1000, (index) => `  a${index}: "("`)}`],
  [
    'custom rules',
    `validation:\n  rules:\n${numbered(1000, (index) => `    - { id: x-${index}, message: m, expression: "(" }`)}`,
  ],
  ['severities', `validation:\n  severities:\n${numbered(1000, (index) => `    x-${index}: error`)}`],
])('1,000 invalid %s: at most the findings of one file', async (_, text) => {
  const folder = planFolder({ 'plan.yaml': base('plan.yaml') + text });
  const { stdout, code } = await plan(folder, ['validate', '--json']);
  const { findings } = JSON.parse(stdout) as { findings: Finding[] };
  expect(findings).toHaveLength(maxFindings + 1);
  expect(findings.map(({ rule }) => rule)).toContain('too-many-findings');
  expect(code).toBe(1);
});

test.each([
  ['values that are not allowed', (index: number) => `5,status-${index},a`],
  ['broken quotes', (index: number) => `5,"in" ${index},a`],
  ['unknown items', (index: number) => `${index + 100},in-progress,a`],
])('1,000 rows with %s: at most the findings of one file', async (_, row) => {
  const input = `id,status,note\n${numbered(1000, row)}`;
  const { stdout, code } = await plan(shippedPlan(fewItems), ['apply', '-', '-n', '--json'], { input });
  const { error } = JSON.parse(stdout) as { error: { findings: Finding[] } };
  expect(error.findings).toHaveLength(maxFindings + 1);
  expect(error.findings.at(-1)!.rule).toBe('too-many-findings');
  expect([2, 3]).toContain(code);
});
