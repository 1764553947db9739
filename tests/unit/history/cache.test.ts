/** The cache never changes the result, whatever happens in the repository. */

import { expect, test } from 'vitest';
import { loadHistory } from '../../../src/history/plan-history.ts';
import type { System } from '../../../src/io.ts';
import { openWorkspace } from '../../../src/workspace.ts';
import fc, { times } from '../../support/property.ts';
import type { Sandbox } from '../../support/sandbox.ts';
import { fewItems, shippedPlan } from '../../support/shipped.ts';

const attempt = (sandbox: Sandbox, ...args: string[]): boolean => {
  try {
    sandbox.git(...args);
    return true;
  } catch {
    return false;
  }
};

type Deed = (sandbox: Sandbox, number: number) => void;

const edit =
  (
    change: (text: string, number: number) => string,
    id: (number: number) => string = (n) => fewItems[n % 3]!,
  ): Deed =>
  (sandbox, number) => {
    const path = `plan/items/${id(number)}.yaml`;
    if (!attempt(sandbox, 'ls-files', '--error-unmatch', path)) return;
    sandbox.write({ [path]: change(sandbox.read(path), number) });
    attempt(sandbox, 'commit', '--quiet', '--all', '--message', `deed ${number}`);
  };

function file(path: string): Deed {
  return (sandbox, number) => {
    sandbox.write({ [path]: `${number}` });
    sandbox.git('add', '--all');
    attempt(sandbox, 'commit', '--quiet', '--message', `deed ${number}`);
  };
}

/** Resolves conflicts with our side. */
const merge: Deed = (sandbox, number) => {
  sandbox.git('commit', '--quiet', '--allow-empty', '--message', `deed ${number}`);
  if (!attempt(sandbox, 'merge', '--quiet', '--no-edit', '-X', 'ours', number % 2 ? 'one' : 'two'))
    attempt(sandbox, 'merge', '--abort');
};

const deeds: Record<string, Deed> = {
  report: edit((text, n) => {
    const entry = `  - { as-of: 2026-11-20, recorded: 2026-11-20, note: Note ${n} }\n`;
    return text.includes('\nupdates:\n') ? text + entry : `${text}updates:\n${entry}`;
  }),
  kind: edit((text, n) =>
    text.replace(/\n(kind: .*\n)?/, `\nkind: ${n % 2 ? 'action' : 'business-as-usual'}\n`),
  ),
  comment: edit((text, n) => `# ${n}\n${text}`),
  break: edit((text) => `<<<<<<< ours\n${text}`),
  repair: edit((text) => text.replace(/^<{7}.*\n/m, '')),
  other: file('other.txt'),
  about: file('plan/COPYRIGHT.md'),
  branch: (sandbox, n) => void attempt(sandbox, 'branch', '--force', n % 2 ? 'one' : 'two'),
  checkout: (sandbox, n) => void attempt(sandbox, 'checkout', '--quiet', ['main', 'one', 'two'][n % 3]!),
  merge,
  back: (sandbox, n) => void attempt(sandbox, 'reset', '--quiet', '--hard', `HEAD~${(n % 3) + 1}`),
  amend: (sandbox, n) => void attempt(sandbox, 'commit', '--quiet', '--amend', '--message', `amended ${n}`),
  rebase: (sandbox, n) => {
    if (!attempt(sandbox, 'rebase', '--quiet', '-X', 'ours', n % 2 ? 'one' : 'two'))
      attempt(sandbox, 'rebase', '--abort');
  },
  revert: (sandbox) => {
    if (!attempt(sandbox, 'revert', '--no-edit', 'HEAD')) attempt(sandbox, 'revert', '--abort');
  },
  acknowledge: (sandbox) => {
    const hash = sandbox.git('rev-parse', 'HEAD');
    sandbox.git('commit', '--quiet', '--allow-empty', '--message', `seen\n\nPlan-Acknowledges: ${hash}`);
  },
  rename: (sandbox, n) => {
    const [from, to] = n % 2 ? ['05', '5'] : ['5', '05'];
    if (attempt(sandbox, 'mv', `plan/items/${from}.yaml`, `plan/items/${to}.yaml`))
      sandbox.git('commit', '--quiet', '--message', `deed ${n}`);
  },
};

/** An acknowledgement of an acknowledgement touches no file, and what it acknowledges touches none. */
const acknowledged: [string, number, boolean][] = [
  ['report', 0, false],
  ['acknowledge', 0, false],
  ['acknowledge', 0, true],
  ['acknowledge', 0, true],
];

test('gives the same history with and without the cache', async () => {
  const deed = fc.tuple(fc.constantFrom(...Object.keys(deeds)), fc.nat(5), fc.boolean());
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 4, maxLength: 12 }), async (sequence) => {
      const sandbox = shippedPlan(fewItems);
      for (const name of ['one', 'two']) sandbox.git('branch', name);
      const io = {
        env: sandbox.env,
        cwd: sandbox.dir,
        err: () => {},
        stderrIsTerminal: false,
      } as unknown as System;
      const workspace = openWorkspace(sandbox.at('plan'), io);
      for (const [index, [name, number, reads]] of sequence.entries()) {
        deeds[name]!(sandbox, number);
        if (!reads && index < sequence.length - 1) continue;
        expect(await loadHistory(workspace, io)).toEqual(await loadHistory(workspace, io, { cache: false }));
      }
    }),
    { numRuns: times(3), examples: [[acknowledged]] },
  );
});
