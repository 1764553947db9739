/** Signatures by real keys, of SSH and of GPG: each letter that git has for them, in words. */
import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { run, tamper } from '../support/audit-cases.ts';
import { plan } from '../support/plan.ts';
import type { Sandbox } from '../support/sandbox.ts';
import { few, onDay, shippedPlan } from '../support/shipped.ts';
import { hasGpg, signWithGpg, signWithSsh } from '../support/signing-keys.ts';

/** "unsigned: the commit is not signed" for each finding, oldest first; keys and names are left out. */
async function audit(box: Sandbox, ...flags: string[]) {
  const words = ['audit', '--json', '--require-signatures', ...flags];
  const { stdout, code } = await plan(box.dir, words, { env: box.env });
  const { findings, summary } = JSON.parse(stdout);
  const open = findings.filter(({ acknowledged }: { acknowledged: object | null }) => !acknowledged);
  return {
    told: open.map(
      ({ rule, message }: Record<string, string>) => `${rule}: ${message!.replace(/ \(.*/, '')}`,
    ),
    summary,
    code,
  };
}

/** A plan whose import is signed. */
function signed(sign: (box: Sandbox) => void): Sandbox {
  const box = shippedPlan(few);
  sign(box);
  box.git('commit', '--amend', '--quiet', '--no-edit');
  return box;
}

const note = (box: Sandbox, words: string) => run(box, 'update', '7', '--note', words);

const kinds = [
  { kind: 'SSH', sign: signWithSsh, skip: false },
  { kind: 'GPG', sign: signWithGpg, skip: !hasGpg },
];

describe.each(kinds)('$kind', ({ sign, skip }) => {
  test.skipIf(skip)('good ones are silent, and one that is missing is not', async () => {
    const box = signed((each) => sign(each));
    await note(box, 'Signed.');
    expect(await audit(box)).toMatchObject({ told: [], code: 0 });
    box.git('config', 'commit.gpgsign', 'false');
    await note(box, 'Not signed.');
    expect(await audit(box)).toMatchObject({ told: ['unsigned: the commit is not signed'], code: 1 });
    expect(await plan(box.dir, ['audit'], { env: box.env })).toMatchObject({ code: 0, stdout: '' });
  });

  test.skipIf(skip)('a commit that is not what was signed', async () => {
    const box = signed((each) => sign(each));
    await note(box, 'Signed.');
    tamper(box);
    expect(await audit(box)).toMatchObject({
      told: ['bad-signature: the signature is invalid: the commit was altered after it was signed'],
      code: 1,
    });
  });
});

test('a key that nobody vouches for', async () => {
  const box = signed((each) => signWithSsh(each));
  signWithSsh(box, { name: 'stranger', isKnown: false });
  await note(box, 'Signed by whom?');
  expect((await audit(box)).told).toEqual([
    'bad-signature: the signature is valid, but its key is not trusted',
  ]);
});

test.skipIf(!hasGpg)('a key that is missing here', async () => {
  const box = signed((each) => signWithGpg(each));
  execFileSync('gpgconf', ['--kill', 'all'], { env: box.env });
  box.env.GNUPGHOME = box.home;
  expect((await audit(box)).told).toEqual([
    'bad-signature: the signature cannot be checked: the key is missing',
  ]);
});

test('merges must be signed too', async () => {
  const box = signed((each) => signWithSsh(each));
  box.git('switch', '--quiet', '--create', 'side');
  await note(box, 'Signed.');
  box.git('switch', '--quiet', 'main');
  await run(box, 'update', '13', '--note', 'Signed too.');
  onDay(box, '2026-11-25');
  box.git('-c', 'commit.gpgsign=false', 'merge', '--quiet', '--no-edit', 'side');
  const { told } = await audit(box);
  expect(told).toEqual(['unsigned: the commit is not signed']);
  await run(box, 'acknowledge', 'HEAD', '--note', 'Merged on a borrowed machine.', '--require-signatures');
  expect(await audit(box)).toMatchObject({ told: [], code: 0, summary: { acknowledged: 1 } });
});

test('who vouches for a commit without a signature signs', async () => {
  const box = shippedPlan(few);
  const first = box.git('rev-parse', 'HEAD');
  await run(box, 'acknowledge', first, '--note', 'Before we signed.', '--require-signatures');
  expect((await audit(box)).told).toEqual(Array(2).fill('unsigned: the commit is not signed'));
  signWithSsh(box);
  const unsigned = box.git('rev-parse', 'HEAD');
  await run(box, 'acknowledge', first, unsigned, '--note', 'Before we signed.', '--require-signatures');
  expect(await audit(box)).toMatchObject({ told: [], code: 0 });
});
