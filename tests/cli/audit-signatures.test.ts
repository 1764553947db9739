/** `plan audit --require-signatures`, with real SSH and GPG keys. */
import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { run, tamper } from '../support/audit-cases.ts';
import { plan } from '../support/plan.ts';
import type { Sandbox } from '../support/sandbox.ts';
import { fewItems, setToday, shippedPlan } from '../support/shipped.ts';
import { hasGpg, signWithGpg, signWithSsh } from '../support/signing-keys.ts';

const authority = ['--authority', 'Minute 12'];

/** The findings that are not acknowledged, such as "unsigned: the commit is not signed", oldest first, without keys and names. */
async function audit(sandbox: Sandbox, ...flags: string[]) {
  const words = ['audit', '--json', '--require-signatures', ...flags];
  const { stdout, code } = await plan(sandbox, words);
  const { findings, summary } = JSON.parse(stdout);
  const open = findings.filter(({ acknowledged }: { acknowledged: object | null }) => !acknowledged);
  return {
    found: open.map(
      ({ rule, message }: Record<string, string>) => `${rule}: ${message!.replace(/ \(.*/, '')}`,
    ),
    summary,
    code,
  };
}

/** A plan whose import is signed. */
function signed(sign: (sandbox: Sandbox) => void): Sandbox {
  const sandbox = shippedPlan(fewItems);
  sign(sandbox);
  sandbox.git('commit', '--amend', '--quiet', '--no-edit');
  return sandbox;
}

const note = (sandbox: Sandbox, text: string) => run(sandbox, 'update', '7', '--note', text);

const kinds = [
  { kind: 'SSH', sign: signWithSsh, skip: false },
  { kind: 'GPG', sign: signWithGpg, skip: !hasGpg },
];

describe.each(kinds)('$kind', ({ sign, skip }) => {
  test.skipIf(skip)('finds commits without a signature', async () => {
    const sandbox = signed((each) => sign(each));
    await note(sandbox, 'Signed.');
    expect(await audit(sandbox)).toMatchObject({ found: [], code: 0 });
    sandbox.git('config', 'commit.gpgsign', 'false');
    await note(sandbox, 'Not signed.');
    expect(await audit(sandbox)).toMatchObject({ found: ['unsigned: the commit is not signed'], code: 1 });
    expect(await plan(sandbox, ['audit'])).toMatchObject({ code: 0, stdout: '' });
  });

  test.skipIf(skip)('finds a commit that was altered after it was signed', async () => {
    const sandbox = signed((each) => sign(each));
    await note(sandbox, 'Signed.');
    tamper(sandbox);
    expect(await audit(sandbox)).toMatchObject({
      found: ['bad-signature: the signature is invalid: the commit was altered after it was signed'],
      code: 1,
    });
  });
});

test('finds a key that is not trusted', async () => {
  const sandbox = signed((each) => signWithSsh(each));
  signWithSsh(sandbox, { name: 'stranger', isKnown: false });
  await note(sandbox, 'Signed by whom?');
  expect((await audit(sandbox)).found).toEqual([
    'bad-signature: the signature is valid, but its key is not trusted',
  ]);
});

test.skipIf(!hasGpg)('finds a key that is missing', async () => {
  const sandbox = signed((each) => signWithGpg(each));
  execFileSync('gpgconf', ['--kill', 'all'], { env: sandbox.env });
  sandbox.env.GNUPGHOME = sandbox.home;
  expect((await audit(sandbox)).found).toEqual([
    'bad-signature: the signature cannot be checked: the key is missing',
  ]);
});

test('finds a merge without a signature', async () => {
  const sandbox = signed((each) => signWithSsh(each));
  sandbox.git('switch', '--quiet', '--create', 'side');
  await note(sandbox, 'Signed.');
  sandbox.git('switch', '--quiet', 'main');
  await run(sandbox, 'update', '13', '--note', 'Signed too.');
  setToday(sandbox, '2026-11-25');
  sandbox.git('-c', 'commit.gpgsign=false', 'merge', '--quiet', '--no-edit', 'side');
  const { found } = await audit(sandbox);
  expect(found).toEqual(['unsigned: the commit is not signed']);
  await run(
    sandbox,
    'acknowledge',
    ...authority,
    'HEAD',
    '--note',
    'Merged on a borrowed machine.',
    '--require-signatures',
  );
  expect(await audit(sandbox)).toMatchObject({ found: [], code: 0, summary: { acknowledged: 1 } });
});

test('an acknowledgement must be signed too', async () => {
  const sandbox = shippedPlan(fewItems);
  const first = sandbox.git('rev-parse', 'HEAD');
  await run(
    sandbox,
    'acknowledge',
    first,
    '--note',
    'Before we signed.',
    '--require-signatures',
    ...authority,
  );
  expect((await audit(sandbox)).found).toEqual(Array(2).fill('unsigned: the commit is not signed'));
  signWithSsh(sandbox);
  const unsigned = sandbox.git('rev-parse', 'HEAD');
  await run(
    sandbox,
    'acknowledge',
    first,
    unsigned,
    '--note',
    'Before we signed.',
    '--require-signatures',
    ...authority,
  );
  expect(await audit(sandbox)).toMatchObject({ found: [], code: 0 });
});
