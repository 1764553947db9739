/** Mistakes on the command line get a suggestion. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { plan } from '../support/plan.ts';

const shipped = join(import.meta.dirname, '../..');

test.each([
  // Commands: a missing letter, swapped letters, the name in another program
  ['lst', 'did you mean `list`?'],
  ['lsit --agency police', 'did you mean `list`?'],
  ['dfif', 'did you mean `diff`?'],
  ['delete 5', 'did you mean `retire`?'],
  ['stauts', 'did you mean `summary`?'],
  ['help lsit', 'did you mean `plan help list`?'],
  ['help datse', 'did you mean `plan help dates`?'],
  ['help serach', 'did you mean `plan help list`?'],
  // Options
  ['list --agecny police', 'did you mean `--agency`?'],
  ['list --statsu x', 'did you mean `--status`?'],
  ['list --knwon=2026-01-01', 'did you mean `--known`?'],
  ['list --hlep', 'did you mean `--help`?'],
  ['update 5 --no-cmmit', 'did you mean `--no-commit`?'],
  // A missing dash
  ['list -agency police', 'did you mean `--agency`?'],
  // An option of another command
  ['blame 5 --status completed', '`--status` is an option of `summary`, `list`'],
  ['show 5 --audience pubilc', 'did you mean `public`?'],
  ['retire 3 --autority x --milestne y', 'did you mean `--authority`?'],
  ['agencies --milestne y', 'did you mean `--milestone`? It is an option of `'],
  // Without a command
  ['--overdue --fields id', '`--fields` is an option of `list`'],
  ['--statsu completed', 'did you mean `--status`?'],
  ['@chsae', 'did you mean `@chase`?'],
  // Actions and choices
  ['hook instal', 'did you mean `install`?'],
  ['completion zhs', 'did you mean `zsh`?'],
  ['list --format jsno', 'did you mean `json`?'],
  ['list --color alwas', 'did you mean `always`?'],
  ['completion install --shell fihs', 'did you mean `fish`?'],
  // Names in the plan and in the program
  ['list --agency polcie', 'did you mean `police`?'],
  ['update 5 --status compelted', 'did you mean `completed`?'],
  ['list --fields satus', 'did you mean `status`?'],
  ['explain status-not-reprted', 'did you mean `status-not-reported`?'],
  ['update 5 --milestone 5.11 --status completed', 'did you mean `5.1`?'],
])('plan %s', async (line, hint) => {
  const { code, stdout, stderr } = await plan(shipped, line.split(' '));
  expect(stderr).toContain(hint);
  expect(stdout).toBe('');
  expect(code).toBeGreaterThan(1);
});

test.each([
  ['lsit --json', 'did you mean `list`?'],
  ['list --agecny police --json', 'did you mean `--agency`?'],
])('plan %s prints one JSON document', async (line, hint) => {
  const { code, stdout, stderr } = await plan(shipped, line.split(' '));
  expect(JSON.parse(stdout)).toMatchObject({ kind: 'error', error: { code: 'usage', hint } });
  expect(stderr).toBe('');
  expect(code).toBe(2);
});

test.each(["list --'", 'list --__proto__', 'constructor', '--no- list'])(
  'plan %s is a usage error',
  async (line) => {
    const { code, stderr } = await plan(shipped, line.split(' '));
    expect(code).toBe(2);
    expect(stderr).not.toContain('unexpected error');
  },
);
