/** `plan explain` and `plan rules`: every rule is documented, and its examples break it and obey it in the small plan. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { commands } from '../../src/commands/index.ts';
import { type KnownRule, ruleDocs } from '../../src/rule-docs/index.ts';
import { plan } from '../support/plan.ts';
import { base, fixtures, planFolder } from '../support/plan-folder.ts';

const own: Partial<Record<KnownRule['subject'], string>> = {
  yaml: 'items/01.yaml',
  schema: 'items/01.yaml',
  plan: 'plan.yaml',
  agencies: 'agencies.yaml',
  item: 'items/01.yaml',
};

/** The files of an example, by path. */
function partsOf(example: string, file: string): [path: string, text: string][] {
  const [first = '', ...rest] = example.split(/^# plan\/(\S+)\n/m);
  const parts: [string, string][] = first === '' ? [] : [[file, first]];
  for (let at = 0; at < rest.length; at += 2) parts.push([rest[at]!, rest[at + 1]!]);
  return parts;
}

/** A file of the small plan, or item 1 for a new one, in which the keys of the example replace its own. */
function written(path: string, example: string): string {
  const keys = new Set([...example.matchAll(/^([\w-]+):/gm)].map(([, key]) => key));
  const text = base(existsSync(join(fixtures, 'base', path)) ? path : 'items/01.yaml');
  const blocks = text.split(/^(?=\w)/m).filter((block) => !keys.has(/^[\w-]+/.exec(block)![0]));
  return blocks.join('') + example;
}

async function found(example: string, file: string): Promise<string[]> {
  const parts = partsOf(example, file).map(([path, text]) => [path, written(path, text)]);
  const { stdout } = await plan(planFolder(Object.fromEntries(parts)), ['validate', '--json']);
  return JSON.parse(stdout).findings.map(({ rule }: { rule: string }) => rule);
}

test('rule names are unique', () => {
  const ids = ruleDocs.map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)]);
});

describe.each(ruleDocs)('$id', ({ id, subject, why, wrong, right }) => {
  test('is documented', () => {
    expect(why.match(/[.!?](?= |$)/g)!.length).toBeGreaterThanOrEqual(2);
    expect(why).toMatch(/^\S.*[.!?]$/);
    expect(wrong).not.toBe(right);
    for (const example of [wrong, right]) {
      expect(example).toMatch(/\n$/);
      for (const [, command] of example.matchAll(/^\$ plan (\S+)/gm))
        expect(Object.keys(commands)).toContain(command);
    }
  });

  const file = own[subject];
  if (file === undefined) return;
  test('its examples break it and obey it', async () => {
    expect(await found(wrong, file)).toContain(id);
    const left = await found(right, file);
    const unread = ruleDocs.filter((rule) => ['file', 'yaml', 'schema'].includes(rule.subject));
    expect(left.filter((rule) => rule === id || unread.some((each) => each.id === rule))).toEqual([]);
  });
});

describe('plan explain', () => {
  test('needs no plan, and suggests the nearest rule', async () => {
    const result = await plan('/', ['explain', 'status-not-reprted']);
    expect(result).toEqual({
      stdout: '',
      stderr: 'plan: `status-not-reprted` is not a rule\n  did you mean `status-not-reported`?\n',
      code: 2,
    });
    expect((await plan('/', ['explain', 'xyzzy'])).stderr).toContain('see `plan rules`');
    expect((await plan('/', ['explain'])).code).toBe(2);
  });

  test('has the whole documentation in JSON', async () => {
    for (const rule of ruleDocs) {
      const { stdout, code } = await plan('/', ['explain', rule.id, '--json']);
      expect(code).toBe(0);
      expect(JSON.parse(stdout)).toEqual({ schemaVersion: 1, kind: 'rule', rule });
    }
  });
});

test('plan rules lists all rules in every format, without a plan', async () => {
  const { stdout } = await plan('/', ['rules', '--json']);
  expect(JSON.parse(stdout)).toEqual({
    schemaVersion: 1,
    kind: 'rule-list',
    rules: ruleDocs.map(({ id, severity, subject, summary }) => ({ id, severity, subject, summary })),
    summary: { rules: ruleDocs.length },
  });
  for (const format of ['table', 'tsv', 'csv', 'ndjson', 'markdown']) {
    const listed = await plan('/', ['rules', '--format', format]);
    expect(listed).toMatchObject({ stderr: '', code: 0 });
    for (const { id } of ruleDocs) expect(listed.stdout).toContain(id);
  }
});
