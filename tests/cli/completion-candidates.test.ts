/** The candidates that `plan complete` prints for the word at the cursor. */
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { splitShellWords } from '../../src/commands/setup/completion/parse-line.ts';
import { plan } from '../support/plan.ts';
import fc, { times } from '../support/property.ts';
import { createSandbox, type Sandbox } from '../support/sandbox.ts';
import { fewItems, shippedPlan, stateOf } from '../support/shipped.ts';

/** The candidates for the last word, and the whole output. */
async function complete(cwd: string, words: readonly string[], env: Record<string, string> = {}) {
  const result = await plan(cwd, ['complete', '--', ...words], { env });
  expect(result).toMatchObject({ code: 0, stderr: '' });
  const lines = result.stdout.split('\n').filter(Boolean);
  return { words: lines.map((line) => line.split('\t')[0]!), stdout: result.stdout };
}

const shipped = join(import.meta.dirname, '../..');

describe('candidates', () => {
  test.each([
    ['upd', ['update']],
    ['--vers', ['--version']],
    ['--da', []],
    ['--di', ['--dir']],
    ['@', ['@chase', '@closed-without-evidence']],
    ['--agency po', ['police']],
    ['--where @ch', ['@chase']],
    ['--agency police @ch', ['@chase']],
    ['--agency police upd', ['update']],
    ['@chase @', ['@chase', '@closed-without-evidence']],
    ['report @ch', ['@chase']],
    ['show @ch', ['@chase']],
    ['log @ch', ['@chase']],
    ['changes @ch', ['@chase']],
    ['chart status @ch', ['@chase']],
    ['calendar @ch', ['@chase']],
    ['update @ch', []],
    ['@chase --count-by agen', ['agencies']],
    ['--agency police list --hor', ['--horizon']],
    ['list --ag', ['--agency']],
    ['list --agency po', ['police']],
    ['list --agency police,po', []],
    ['list --agency dia,cu', ['dia,customs']],
    ['list --agency=dia,cu', ['--agency=dia,customs']],
    ['list --agency police --ag', ['--agency']],
    ['list --overdue --over', []],
    ['--format json list --pillar protec', ['protection']],
    ['list --status not', ['not-started', 'not-reported']],
    ['list --format j', ['json']],
    ['list --sort=-due,stat', ['--sort=-due,status', '--sort=-due,status-from']],
    ['list --sort -pil', ['-pillar']],
    ['list --due ..', ['..today']],
    ['list --kind u', ['unknown']],
    ['list --horizon t', ['trigger']],
    ['show 1', ['1', '10', '11', '12', '13', '14', '15', '16', '17', '18', '19']],
    ['show 11 1', ['1', '10', '12', '13', '14', '15', '16', '17', '18', '19']],
    ['update 5 --milestone ', ['5.1', '5.2']],
    ['update 5 --status co', ['completed']],
    ['update 7 --status co', []],
    ['update 7 --status in', ['in-progress', 'in-place']],
    ['update 5 7 --status in', ['in-progress']],
    ['update 5 --as-of 2026-10', ['2026-10-31']],
    ['explain wording-ch', ['wording-changed']],
    ['validate --rule unknown-pillar,wording-ch', ['unknown-pillar,wording-changed']],
    ['amend 5 --set du', [':nospace', 'due=']],
    ['hook in', ['install']],
    ['completion z', ['zsh']],
    ['update 5 --evidence ', [':files']],
    ['--dir ', [':folders']],
    ['-C plan show 28', ['28']],
    ['-C nowhere show 28', []],
    ['show -- --', []],
    ['no-such-command ', []],
  ])('plan %s', async (line, words) => {
    expect((await complete(shipped, line.split(' '))).words).toEqual(words);
  });
});

test('an item is described by its action', async () => {
  const { stdout } = await complete(shipped, ['update', '28']);
  expect(stdout).toMatch(/^28\t\w+ \w+/);
});

test('a revision is completed from tags and branches, a commit from recent commits', async () => {
  const sandbox = shippedPlan(fewItems);
  sandbox.git('tag', 'v1');
  // Git allows this name, but a shell would not read it as one word.
  sandbox.git('tag', '$(touch$IFS.)');
  expect((await complete(sandbox.dir, ['list', '--known', 'v'], sandbox.env)).words).toEqual(['v1']);
  expect((await complete(sandbox.dir, ['list', '--known', ''], sandbox.env)).words).toContain('main');
  const { stdout } = await complete(sandbox.dir, ['undo', ''], sandbox.env);
  expect(stdout).toBe(
    `${sandbox.git('rev-parse', '--short=7', 'HEAD')}\t2026-11-23 The plan as it was published\n`,
  );
});

describe('prints no error and changes nothing', () => {
  const words = ['update', ''];
  const problems: Record<string, (sandbox: Sandbox) => void> = {
    'settings that are not YAML': (sandbox) => sandbox.write({ 'plan/plan.yaml': '{' }),
    'an agencies file that is not YAML': (sandbox) => sandbox.write({ 'plan/agencies.yaml': ']' }),
    'an item that is not YAML': (sandbox) => sandbox.write({ 'plan/items/05.yaml': '{' }),
    'an interrupted change': (sandbox) => sandbox.write({ '.git/plantrail/journal': '{' }),
    'a broken link to a repository': (sandbox) => sandbox.write({ 'plan/.git': 'gitdir: nowhere' }),
  };
  test.each(Object.entries(problems))('%s', async (_, make) => {
    const sandbox = shippedPlan(fewItems);
    make(sandbox);
    const before = 'a broken link to a repository' === _ ? null : stateOf(sandbox);
    for (const each of [words, ['list', '--agency', ''], ['list', '--known', ''], ['undo', '']])
      await complete(sandbox.dir, each, sandbox.env);
    if (before) expect(stateOf(sandbox)).toEqual(before);
  });

  test('without a plan, and without a repository', async () => {
    const sandbox = createSandbox({ repository: false });
    expect((await complete(sandbox.dir, words)).words).toEqual([]);
    cpSync(join(shipped, 'plan'), sandbox.at('plan'), { recursive: true });
    expect((await complete(sandbox.dir, ['undo', '5'])).words).toEqual([]);
    expect((await complete(sandbox.dir, ['list', '--known', '2026-11'])).words).toEqual(['2026-11-24']);
  });
});

const runs = times(15);

test('every candidate is one word for a shell, whatever is typed', async () => {
  const word = fc.oneof(
    fc.constantFrom('list', 'update', '5', '--agency', '--status', '--', '-C', '--sort=', '-n', '', '@', '-'),
    fc.string({ unit: 'binary', maxLength: 6 }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(word, { maxLength: 5 }), async (words) => {
      const { stdout } = await complete(shipped, words);
      expect(stdout).toMatch(
        /^(:(files|folders|nospace)\n|[\p{L}\p{N}@_.-][\p{L}\p{N}@_.,:=+/-]*(\t[^\p{Cc}]+)?\n)*$/u,
      );
    }),
    { numRuns: runs },
  );
});

test('a line is split as a shell splits it', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ minLength: 1, unit: 'grapheme' })), (words) => {
      const quotings = [
        (text: string) => `'${text.replaceAll("'", `'\\''`)}'`,
        (text: string) => `"${text.replace(/["\\$`]/g, '\\$&')}"`,
        (text: string) => text.replace(/[\s\S]/gu, '\\$&'),
      ];
      const line = words.map((text, at) => quotings[at % 3]!(text)).join(' ');
      // A backslash before a line break joins two lines.
      if (!words.some((text) => text.includes('\n')))
        expect(splitShellWords(line, '').words).toEqual(words.length ? words : ['']);
    }),
  );
});

test.each([
  ['plan list --agency=po', '--agency='],
  ['plan list --agency po', ''],
  ['plan list "po', ''],
  ['plan list --agency="po', '--agency='],
  ['plan list @ch', '@'],
  ['plan list a\\ b', ''],
  ['plan list ', ''],
])('in `%s`, Readline keeps `%s`', (line, kept) => {
  expect(splitShellWords(line, `"'@><=;|&(:`).kept).toBe(kept);
});

test('in place of a command, commands and saved queries are suggested', async () => {
  const { words } = await complete(shipped, ['']);
  expect(words).toEqual(expect.arrayContaining(['list', 'summary', '@chase']));
  expect((await complete(createSandbox({ repository: false }).dir, [''])).words).toContain('list');
});
