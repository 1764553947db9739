/** `plan validate` reports every file that it cannot use, and does not wait for pipes. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { plan } from '../support/plan.ts';
import { base, planFolder } from '../support/plan-folder.ts';

const first = base('items/01.yaml');
const remove = (path: string) => rmSync(path, { recursive: true });

/** Changes to the small plan, with the whole output of `validate`. */
const damages: [what: string, damage: (at: (path: string) => string) => void, stdout: string][] = [
  [
    'no items folder',
    (at) => remove(at('items')),
    `plan/items:1:1: error: there is no items folder [unreadable-file]
       create the folder \`items\`, with one file per item
`,
  ],
  [
    'a file in place of the items folder',
    (at) => {
      remove(at('items'));
      writeFileSync(at('items'), '');
    },
    `plan/items:1:1: error: the items folder cannot be read [unreadable-file]
       create the folder \`items\`, with one file per item
`,
  ],
  ['an item that is a pipe', (at) => pipe(at('items/07.yaml')), irregular('items/07.yaml')],
  ['an item that is a folder', (at) => mkdirSync(at('items/07.yaml')), irregular('items/07.yaml')],
  ['an item that is a link', (at) => symlinkSync('01.yaml', at('items/07.yaml')), irregular('items/07.yaml')],
  [
    'an item that is a broken link',
    (at) => symlinkSync('x', at('items/07.yaml')),
    irregular('items/07.yaml'),
  ],
  [
    'an item with another extension',
    (at) => renameSync(at('items/01.yaml'), at('items/01.yml')),
    `plan/items/01.yml:1:1: error: item files must end in \`.yaml\` [unreadable-file]
       rename it
`,
  ],
  [
    'an item in a nested folder',
    (at) => {
      mkdirSync(at('items/old'));
      renameSync(at('items/01.yaml'), at('items/old/01.yaml'));
    },
    `plan/items/old:1:1: error: items in nested folders are not read [unreadable-file]
       move its files up to the other items
`,
  ],
  [
    'an item that is empty',
    (at) => writeFileSync(at('items/01.yaml'), ''),
    `plan/items/01.yaml:1:1: error: the file is empty: expected a mapping [wrong-type]
   1 |
     | ^
`,
  ],
  [
    'an item in Latin-1',
    (at) => writeFileSync(at('items/01.yaml'), Buffer.from(first.replace('safe', 'saf\u00e9'), 'latin1')),
    `plan/items/01.yaml:1:1: error: this file is not UTF-8 text [unreadable-file]
       save it as UTF-8
`,
  ],
  [
    'no agencies.yaml',
    (at) => remove(at('agencies.yaml')),
    `plan/agencies.yaml:1:1: error: this file is missing [unreadable-file]
       create it, with the agencies that items name
`,
  ],
  ['an agencies.yaml that is a pipe', (at) => pipe(at('agencies.yaml')), irregular('agencies.yaml')],
];

function irregular(path: string): string {
  return `plan/${path}:1:1: error: this is not a regular file [unreadable-file]
       replace it with a regular file
`;
}

function pipe(path: string): void {
  rmSync(path, { force: true });
  execFileSync('mkfifo', [path]);
}

describe.each(damages)('%s', (_, damage, stdout) => {
  test('is reported', async () => {
    const folder = planFolder();
    damage((path) => join(folder, 'plan', path));
    expect(await plan(folder, ['validate'])).toMatchObject({ stdout, code: 1 });
  });

  test('is reported by other commands, which exit with 1', async () => {
    const folder = planFolder();
    damage((path) => join(folder, 'plan', path));
    for (const command of ['list', 'summary', 'agencies']) {
      const { stderr, code } = await plan(folder, [command]);
      expect(stderr).toContain(stdout);
      expect(code).toBe(1);
    }
  });
});

test.each([
  ['a byte order mark', `\ufeff${first}`],
  ['CRLF line endings', first.replaceAll('\n', '\r\n')],
  ['no line break at the end', first.trimEnd()],
  ['comments and document markers', `# a\n---\n# b\n${first}...\n`],
])('%s is accepted', async (_, text) => {
  const { stdout, code } = await plan(planFolder({ 'items/01.yaml': text }), ['validate']);
  expect([stdout, code]).toEqual(['', 0]);
});

test('a plan without items is valid', async () => {
  const folder = planFolder();
  for (const id of ['01', '02', '03']) remove(join(folder, `plan/items/${id}.yaml`));
  expect(await plan(folder, ['validate'])).toEqual({
    stdout: '',
    stderr: 'no findings in 2 files\n',
    code: 0,
  });
});

test('other files in the items folder are ignored', async () => {
  const folder = planFolder({
    'items/README.md': '# Items',
    'items/.07.yaml.swp': '',
    'items/.07.yaml.1f3c.tmp': 'x',
    'items/minutes/june.pdf': '',
  });
  expect(await plan(folder, ['validate'])).toMatchObject({ stdout: '', code: 0 });
});

test('without a readable agencies.yaml, other files are checked, but not the items', async () => {
  const folder = planFolder({
    'agencies.yaml': 'agencies: []\n',
    'plan.yaml': base('plan.yaml').replace('Pacific/Auckland', 'Nowhere'),
    'items/01.yaml': first.replace('prevention', 'unknown'),
    'items/02.yaml': 'id: [',
  });
  const { stdout, stderr, code } = await plan(folder, ['validate']);
  expect(stdout.match(/^plan.*/gm)!.map((line) => line.replace(/ error: .*\[/, ' ['))).toEqual([
    'plan/agencies.yaml:1:11: [wrong-form]',
    'plan/items/02.yaml:1:5: [yaml-syntax]',
    'plan/plan.yaml:4:12: [unknown-time-zone]',
  ]);
  expect(stderr).toBe(`3 errors in 5 files
plan: the items were not checked, because \`plan/agencies.yaml\` can’t be read
  fix the findings, and validate again
`);
  expect(code).toBe(1);

  const one = await plan(folder, ['validate', 'plan/items/01.yaml']);
  expect(one.stdout).toContain('plan/agencies.yaml');
  expect(one.code).toBe(1);
});
