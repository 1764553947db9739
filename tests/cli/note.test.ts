/** `plan note --evidence`: files that are stored with the plan. */
import { existsSync, mkdirSync, readdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { plan } from '../support/plan.ts';
import { fewItems, shippedPlan, stateOf } from '../support/shipped.ts';

describe('evidence files', () => {
  const note = (...evidence: string[]) => [
    'note',
    '5',
    'Said.',
    ...evidence.flatMap((each) => ['--evidence', each]),
  ];

  test('are stored once, under safe names, in the commit of the update', async () => {
    const sandbox = shippedPlan(fewItems);
    sandbox.write({ 'Mīnute  of=May.pdf': 'one', 'sub/Mīnute-of-May.pdf': 'two', 'same.txt': 'one' });
    const names = ['Mīnute  of=May.pdf=The = minute', 'sub/Mīnute-of-May.pdf', 'same.txt'];
    expect(await plan(sandbox, note(...names))).toMatchObject({ code: 0, stderr: '' });
    expect(readdirSync(sandbox.at('plan/evidence'))).toEqual(['Mīnute-of-May-2.pdf', 'Mīnute-of-May.pdf']);
    expect(sandbox.git('-c', 'core.quotePath=false', 'show', '--format=', '--name-only').split('\n')).toEqual(
      ['plan/evidence/Mīnute-of-May-2.pdf', 'plan/evidence/Mīnute-of-May.pdf', 'plan/items/05.yaml'],
    );
    expect(await plan(sandbox, ['note', '7', 'Again.', '--evidence', 'same.txt'])).toMatchObject({ code: 0 });
    expect(sandbox.git('show', '--format=', '--name-only')).toBe('plan/items/07.yaml');
    expect(await plan(sandbox, 'validate')).toMatchObject({ code: 0, stdout: '' });
  });

  test('are removed again when a hook refuses', async () => {
    const sandbox = shippedPlan(fewItems);
    sandbox.write({ 'minute.pdf': 'one' });
    sandbox.hook('pre-commit', 'exit 1');
    const before = stateOf(sandbox);
    expect(await plan(sandbox, note('minute.pdf'))).toMatchObject({ code: 3 });
    expect(stateOf(sandbox)).toEqual(before);
    expect(existsSync(sandbox.at('plan/evidence'))).toBe(false);
  });

  test('that are in the plan but not committed are refused', async () => {
    const sandbox = shippedPlan(fewItems);
    sandbox.write({ 'plan/evidence/minute.pdf': 'one' });
    const before = stateOf(sandbox);
    expect(await plan(sandbox, note('plan/evidence/minute.pdf'))).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('`plan/evidence/minute.pdf` (not yet added to git)'),
    });
    expect(stateOf(sandbox)).toEqual(before);
  });

  test.each([
    ['a folder', 'folder', 'is a folder'],
    ['a symbolic link', 'link', 'is a symbolic link'],
    ['a pipe', 'pipe', 'is not a regular file'],
    ['a large file', 'large', 'has 50.1 MB: the limit for evidence is 50 MB'],
    ['a missing file', 'nowhere', 'is neither an http or https URL nor a file'],
  ])('%s is refused', async (_, name, error) => {
    const sandbox = shippedPlan(fewItems);
    mkdirSync(sandbox.at('folder'));
    symlinkSync(sandbox.at('plan/plan.yaml'), sandbox.at('link'));
    await sandbox.run('mkfifo', ['pipe']);
    writeFileSync(sandbox.at('large'), '');
    truncateSync(sandbox.at('large'), 50_000_001);
    const before = stateOf(sandbox);
    const { code, stderr } = await plan(sandbox, note(name));
    expect(stderr).toContain(error);
    expect(code).toBe(name === 'nowhere' ? 2 : 3);
    expect(stateOf(sandbox)).toEqual(before);
  });

  test('are checked in earlier states of the plan too', async () => {
    const sandbox = shippedPlan(fewItems);
    sandbox.write({ 'minute.pdf': 'one' });
    await plan(sandbox, note('minute.pdf'));
    sandbox.commit({ 'plan/evidence/minute.pdf': 'two' }, 'Altered');
    expect(await plan(sandbox, 'validate')).toMatchObject({ code: 1 });
    expect(await plan(sandbox, 'validate --known HEAD~1')).toMatchObject({ code: 0, stdout: '' });
    expect(await plan(sandbox, 'validate --known HEAD')).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('[evidence-file]'),
    });
  });
});
