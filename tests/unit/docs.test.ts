/** The configuration in docs/ci.md and docs/editors.md works. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

const root = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const blocks = (path: string, language: string): string[] =>
  [...read(path).matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, 'gms'))].map(([, text]) => text!);

test('docs/ci.md lists the inputs of the GitHub action', () => {
  const names = Object.keys(parse(read('action.yml')).inputs);
  const listed = [...read('docs/ci.md').matchAll(/^\| `([a-z-]+)` +\| /gm)].map(([, name]) => name);
  expect(listed.slice(-names.length)).toEqual(names);
  const [first, second] = blocks('docs/ci.md', 'yaml').map((text) => parse(text));
  expect(first.jobs.plan.steps).toHaveLength(2);
  for (const { uses, with: inputs = {} } of second.steps)
    if (uses.includes('/plantrail@')) expect(names).toEqual(expect.arrayContaining(Object.keys(inputs)));
});

test('docs/ci.md names the hook for the pre-commit framework', () => {
  const [hook] = parse(read('.pre-commit-hooks.yaml'));
  expect(parse(blocks('docs/ci.md', 'yaml').at(-1)!).repos[0].hooks[0].id).toBe(hook.id);
});

test('docs/editors.md names schemas that exist, and its problem matcher matches every finding', () => {
  const [settings, tasks] = blocks('docs/editors.md', 'json').map((text) => JSON.parse(text));
  const { files } = JSON.parse(read('package.json'));
  expect(files).toContain('schemas/*.json');
  for (const [schema, plan] of Object.entries<string>(settings['yaml.schemas'])) {
    expect(existsSync(join(root, schema.replace('node_modules/plantrail/', '')))).toBe(true);
    expect(existsSync(join(root, plan.replace(/(?:\*\*\/)?\*/, '05')))).toBe(true);
  }
  const { regexp, file, line, column, severity, message, code } = tasks.tasks[0].problemMatcher.pattern;
  const output = read('tests/fixtures/formats/broken.txt');
  const matched = [...output.matchAll(new RegExp(regexp, 'gm'))];
  const { findings } = JSON.parse(read('tests/fixtures/formats/broken.json'));
  expect(
    matched.map((each) => [
      each[file],
      +each[line]!,
      +each[column]!,
      each[severity],
      each[message],
      each[code],
    ]),
  ).toEqual(
    findings.map((each: Record<string, unknown>) => [
      ...[each.file, each.line, each.column, each.severity],
      ...[expect.any(String), each.rule],
    ]),
  );
});
