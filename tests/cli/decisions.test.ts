/** `plan amend`, `retire` and `add`: one commit of one file, with a reason and an authority. */
import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { plan } from '../support/plan.ts';
import type { Sandbox } from '../support/sandbox.ts';
import { fewItems, shippedPlan, stateOf } from '../support/shipped.ts';

const authority = ['--reason', 'Asked for', '--authority', 'Minute 12'];
const words = (text: string) => text.split(' ');

const decisions: Record<string, { args: string[]; file: string; isNew?: boolean }> = {
  amend: { args: words('amend 5 --set lead=police --set action=Act'), file: 'plan/items/05.yaml' },
  retire: { args: words('retire 7'), file: 'plan/items/07.yaml' },
  add: {
    args: words(
      'add --pillar prevention --objective O --action A --measure M --agencies dol --ongoing Always',
    ),
    file: 'plan/items/14.yaml',
    isNew: true,
  },
};

/** A plan in a repository with other staged and untracked files. */
function inUse(): Sandbox {
  const sandbox = shippedPlan(fewItems);
  sandbox.write({ 'minutes.txt': 'staged\n', 'new.txt': 'not yet added\n' });
  sandbox.git('add', 'minutes.txt');
  return sandbox;
}

describe.each(Object.entries(decisions))('%s', (command, { args, file, isNew = false }) => {
  const argv = [...args, ...authority];

  test('commits its own file only', async () => {
    const sandbox = inUse();
    expect(await plan(sandbox, argv)).toMatchObject({ code: 0, stderr: '' });
    expect(sandbox.git('show', '--format=', '--name-only')).toBe(file);
    expect(sandbox.git('status', '--short')).toBe('A  minutes.txt\n?? new.txt');
    expect(sandbox.git('log', '-1', '--format=%(trailers:key=Plan-Change,valueonly,separator=)')).toBe(
      command,
    );
    expect(sandbox.git('log', '-1', '--format=%(trailers:key=Plan-Authority,valueonly,separator=)')).toBe(
      'Minute 12',
    );
    expect(await plan(sandbox, 'validate')).toMatchObject({ code: 0, stdout: '' });
  });

  test('changes nothing with `-n`, and when a hook refuses', async () => {
    const sandbox = inUse();
    const before = stateOf(sandbox);
    const dryRun = await plan(sandbox, [...argv, '-n']);
    expect(dryRun).toMatchObject({ code: 0, stdout: expect.stringContaining(`Plan-Change: ${command}`) });
    expect(stateOf(sandbox)).toEqual(before);
    sandbox.hook('pre-commit', 'exit 1');
    const beforeCommit = stateOf(sandbox);
    expect(await plan(sandbox, argv)).toMatchObject({ code: 3, stdout: '' });
    expect(stateOf(sandbox)).toEqual(beforeCommit);
  });

  test('`--no-commit` changes the file only', async () => {
    const sandbox = inUse();
    const head = sandbox.git('rev-parse', 'HEAD');
    const { stdout, code } = await plan(sandbox, [...argv, '--no-commit']);
    expect([sandbox.git('rev-parse', 'HEAD'), code]).toEqual([head, 0]);
    expect(stdout).toContain(`not committed: see \`git ${isNew ? 'status' : 'diff'} -- ${file}\``);
    expect(existsSync(sandbox.at(file))).toBe(true);
  });

  test.each(['reason', 'authority'])('needs the option `--%s`', async (what) => {
    const sandbox = inUse();
    const before = stateOf(sandbox);
    const without = authority.flatMap((word, at) => (authority[at - (at % 2)] === `--${what}` ? [] : [word]));
    expect(await plan(sandbox, [...args, ...without])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(`a decision needs a${what === 'reason' ? '' : 'n'} ${what}`),
    });
    expect(stateOf(sandbox)).toEqual(before);
  });
});
