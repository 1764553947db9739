/** `plan codeowners`, checked with git's own matching of the patterns. */
import { renameSync } from 'node:fs';
import { expect, test } from 'vitest';
import { rewrite } from '../support/audit-cases.ts';
import { plan } from '../support/plan.ts';
import type { Sandbox } from '../support/sandbox.ts';
import { few, shippedPlan } from '../support/shipped.ts';

/** Adds owners to the agencies and the plan. */
function withOwners(): Sandbox {
  const box = shippedPlan(few);
  const owners = (id: string, list: string) =>
    [`  - id: ${id}\n`, `  - id: ${id}\n    owners: [${list}]\n`] as const;
  const register = box
    .read('plan/agencies.yaml')
    .replace(...owners('dol', '"@org/labour"'))
    .replace(...owners('customs', '"@org/customs", "@org/labour"'))
    .replace(...owners('mfat', 'mfat@example.org'));
  const about = box.read('plan/plan.yaml').replace('time-zone:', 'owners: ["@mere"]\ntime-zone:');
  box.write({ 'plan/agencies.yaml': register, 'plan/plan.yaml': about });
  return box;
}

const codeowners = (box: Sandbox, ...words: string[]) =>
  plan(box.dir, ['codeowners', ...words], { env: box.env });

const block = `# Made by \`plan codeowners --write\` from the plan’s register: edit that, not these lines.
/plan/ @mere
/plan/items/05.yaml @org/labour @org/customs
/plan/items/07.yaml mfat@example.org @org/labour
# End of what \`plan codeowners\` made.
`;

test('items belong to their agencies, and all other files to the owners of the plan', async () => {
  const box = withOwners();
  expect(await codeowners(box)).toEqual({ stdout: block, stderr: '', code: 0 });
  rewrite(box, '07', /$/, 'retired:\n  recorded: 2026-11-24\n  reason: Done.\n  authority: Minute 12\n');
  expect((await codeowners(box)).stdout).toBe(block.replace(/.*07\.yaml.*\n/, ''));
  expect(JSON.parse((await codeowners(box, '--json')).stdout)).toMatchObject({
    kind: 'codeowners',
    lines: [{ pattern: '/plan/', owners: ['@mere'] }, { pattern: '/plan/items/05.yaml' }],
  });
});

test('the patterns match in folders with special characters', async () => {
  const box = withOwners();
  const folder = 'ngā [mahi] #1 *?! \\o';
  renameSync(box.at('plan'), box.at(folder));
  const { stdout } = await codeowners(box, '--dir', folder);
  const patterns = stdout.replace(/ @.*| mfat@.*/g, '');
  box.git('config', 'core.excludesFile', box.at('../patterns'));
  /** The number of the last line that matches; one that ignores a folder would keep git from looking further. */
  const line = (path: string) => {
    box.write({ '../patterns': path.startsWith('items/') ? patterns.replace(/.*\/$/m, '#') : patterns });
    const told = box.git(
      '-c',
      'core.quotePath=false',
      'check-ignore',
      '--no-index',
      '-v',
      '-n',
      `${folder}/${path}`,
    );
    return told.split(':')[1];
  };
  expect(['plan.yaml', 'items/05.yaml', 'items/07.yaml'].map(line)).toEqual(['2', '3', '4']);
});

test('writes its lines, keeps the others, and commits nothing', async () => {
  const box = withOwners();
  const head = box.git('rev-parse', 'HEAD');
  expect(await codeowners(box, '--write')).toMatchObject({
    stdout: 'wrote .github/CODEOWNERS; commit it\n',
  });
  expect(box.read('.github/CODEOWNERS')).toBe(block);
  expect(await codeowners(box, '--write')).toMatchObject({ stdout: '.github/CODEOWNERS is up to date\n' });
  const around = (text: string) => `* @all\r\n\r\n${text.replaceAll('\n', '\r\n')}# Ours\r\n*.md @docs`;
  box.write({ CODEOWNERS: around(block.replace(/.*05\.yaml.*\n/, '')) });
  expect(await codeowners(box, '-o', 'CODEOWNERS')).toMatchObject({ code: 0 });
  expect(box.read('CODEOWNERS')).toBe(around(block));
  box.write({ CODEOWNERS: '* @all' });
  await codeowners(box, '-o', 'CODEOWNERS');
  expect(box.read('CODEOWNERS')).toBe(`* @all\n\n${block}`);
  expect(box.git('rev-parse', 'HEAD')).toBe(head);
});

test('codeowners-stale: reports the first line that differs', async () => {
  const box = withOwners();
  const told = async () => {
    const { stdout, code } = await codeowners(box, '--check', '--json');
    const [finding] = JSON.parse(stdout).findings;
    return [code, finding && `${finding.file}:${finding.line} ${finding.message} [${finding.rule}]`];
  };
  expect(await told()).toEqual([1, '.github/CODEOWNERS:1 this file is missing [codeowners-stale]']);
  box.write({ CODEOWNERS: '* @all\n' });
  expect(await told()).toEqual([
    1,
    'CODEOWNERS:1 this file lacks the lines of `plan codeowners` [codeowners-stale]',
  ]);
  await codeowners(box, '--write');
  expect(await told()).toEqual([0, undefined]);
  const agencies = box.read('plan/agencies.yaml');
  box.write({ 'plan/agencies.yaml': agencies.replace('"@org/labour"]', '"@org/work"]') });
  expect(await told()).toEqual([
    1,
    'CODEOWNERS:5 this line should be `/plan/items/05.yaml @org/work @org/customs @org/labour` [codeowners-stale]',
  ]);
});

test('refuses to write without owners, or if files cannot be read', async () => {
  const box = shippedPlan(few);
  expect(await codeowners(box)).toMatchObject({
    code: 3,
    stderr: expect.stringContaining('neither an agency nor `plan.yaml` has `owners`'),
  });
  const owned = withOwners();
  owned.write({ 'plan/items/07.yaml': 'id: [' });
  expect(await codeowners(owned)).toMatchObject({ code: 1 });
  expect(await codeowners(owned, '--write')).toMatchObject({ code: 1, stdout: '' });
  expect(await codeowners(owned, '--write', '--check')).toMatchObject({ code: 2 });
});
