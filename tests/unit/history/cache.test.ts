/** The cache never changes the result, whatever happens in the repository. */

import { expect, test } from 'vitest';
import { loadHistory } from '../../../src/history/plan-history.ts';
import type { System } from '../../../src/io.ts';
import { openWorkspace } from '../../../src/workspace.ts';
import fc, { times } from '../../support/property.ts';
import type { Sandbox } from '../../support/sandbox.ts';
import { few, shippedPlan } from '../../support/shipped.ts';

const attempt = (box: Sandbox, ...args: string[]): boolean => {
  try {
    box.git(...args);
    return true;
  } catch {
    return false;
  }
};

type Deed = (box: Sandbox, number: number) => void;

const edit =
  (
    change: (text: string, number: number) => string,
    id: (number: number) => string = (n) => few[n % 3]!,
  ): Deed =>
  (box, number) => {
    const path = `plan/items/${id(number)}.yaml`;
    if (!attempt(box, 'ls-files', '--error-unmatch', path)) return;
    box.write({ [path]: change(box.read(path), number) });
    attempt(box, 'commit', '--quiet', '--all', '--message', `deed ${number}`);
  };

function file(path: string): Deed {
  return (box, number) => {
    box.write({ [path]: `${number}` });
    box.git('add', '--all');
    attempt(box, 'commit', '--quiet', '--message', `deed ${number}`);
  };
}

/** Settles what is in conflict for our side. */
const merge: Deed = (box, number) => {
  box.git('commit', '--quiet', '--allow-empty', '--message', `deed ${number}`);
  if (!attempt(box, 'merge', '--quiet', '--no-edit', '-X', 'ours', number % 2 ? 'one' : 'two'))
    attempt(box, 'merge', '--abort');
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
  branch: (box, n) => void attempt(box, 'branch', '--force', n % 2 ? 'one' : 'two'),
  checkout: (box, n) => void attempt(box, 'checkout', '--quiet', ['main', 'one', 'two'][n % 3]!),
  merge,
  back: (box, n) => void attempt(box, 'reset', '--quiet', '--hard', `HEAD~${(n % 3) + 1}`),
  amend: (box, n) => void attempt(box, 'commit', '--quiet', '--amend', '--message', `amended ${n}`),
  rebase: (box, n) => {
    if (!attempt(box, 'rebase', '--quiet', '-X', 'ours', n % 2 ? 'one' : 'two'))
      attempt(box, 'rebase', '--abort');
  },
  revert: (box) => {
    if (!attempt(box, 'revert', '--no-edit', 'HEAD')) attempt(box, 'revert', '--abort');
  },
  acknowledge: (box) => {
    const hash = box.git('rev-parse', 'HEAD');
    box.git('commit', '--quiet', '--allow-empty', '--message', `seen\n\nPlan-Acknowledges: ${hash}`);
  },
  rename: (box, n) => {
    const [from, to] = n % 2 ? ['05', '5'] : ['5', '05'];
    if (attempt(box, 'mv', `plan/items/${from}.yaml`, `plan/items/${to}.yaml`))
      box.git('commit', '--quiet', '--message', `deed ${n}`);
  },
};

/** An acknowledgement of an acknowledgement touches no file, and what it acknowledges touches none. */
const acknowledged: [string, number, boolean][] = [
  ['report', 0, false],
  ['acknowledge', 0, false],
  ['acknowledge', 0, true],
  ['acknowledge', 0, true],
];

test('gives the same history with and without the cache', { timeout: 300_000 }, async () => {
  const deed = fc.tuple(fc.constantFrom(...Object.keys(deeds)), fc.nat(5), fc.boolean());
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 4, maxLength: 12 }), async (sequence) => {
      const box = shippedPlan(few);
      for (const name of ['one', 'two']) box.git('branch', name);
      const io = { env: box.env, cwd: box.dir, err: () => {}, stderrIsTerminal: false } as unknown as System;
      const workspace = openWorkspace(box.at('plan'), io);
      for (const [index, [name, number, reads]] of sequence.entries()) {
        deeds[name]!(box, number);
        if (!reads && index < sequence.length - 1) continue;
        expect(await loadHistory(workspace, io)).toEqual(await loadHistory(workspace, io, { cache: false }));
      }
    }),
    { numRuns: times(3), examples: [[acknowledged]] },
  );
});
