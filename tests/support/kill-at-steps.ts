/** Kills a program at every kind of step that it takes. */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect } from 'vitest';
import { isNightly } from './property.ts';
import type { ProcessResult, Sandbox } from './sandbox.ts';

const preload = join(import.meta.dirname, 'kill-at-step.mjs');

export interface KilledRun {
  /** For messages: `after rename *.tmp plan/items/#.yaml (step 12)`. */
  step: string;
  /** The number of the run, from 0. */
  index: number;
  /** False for the last run. */
  killed: boolean;
  ran: ProcessResult;
}

const writingGit = /^spawn git (?:add|commit|merge|push|fetch|update-index|reset|read-tree) $/;

/** Steps that decide the outcome of a change, for code that other tests kill at every kind of step. */
export const decisive = new RegExp(`${writingGit.source}|^rename .*plan/|^link \\S+ plan/|^unlink .*journal`);

/**
 * Runs `node ARGS` repeatedly, killed at another step each time (see kill-at-step.mjs), and finally to its end. Of
 * the steps of one kind, the first and the last are chosen, and no git that only reads; in `npm run nightly` all of them.
 * @param restore restores the state before each run
 * @param only the kinds of steps to choose from
 */
export async function* killedAtEachStep(
  sandbox: Sandbox,
  args: readonly string[],
  restore: () => void = () => {},
  only = /^/,
): AsyncGenerator<KilledRun> {
  let group: number | undefined;
  const run = async (env: Record<string, string>) => {
    // A git that the killed program had started may still be writing.
    if (group !== undefined) await groupEnd(group);
    restore();
    return await sandbox.run(process.execPath, ['--import', preload, ...args], {
      env: { STEP_ROOT: sandbox.dir, ...env },
      detached: true,
      onStart: (pid) => {
        group = pid;
      },
    });
  };
  const log = join(sandbox.home, 'steps');
  rmSync(log, { force: true });
  await run({ STEP_LOG: log });
  const kinds = readFileSync(log, 'utf8').split('\n').slice(0, -1);
  const chosen = [...kinds.keys()].filter((at) => {
    const kind = kinds[at]!;
    const isEndOfKind = kinds.indexOf(kind) === at || kinds.lastIndexOf(kind) === at;
    const onlyReads = kind.startsWith('spawn git') && !writingGit.test(kind);
    return isNightly || (isEndOfKind && !onlyReads && only.test(kind));
  });
  // The state before a step is that after the previous one, unless that one started a git that has ended since.
  const whensOf = (at: number) =>
    isNightly || at === chosen[0] || writingGit.test(kinds[at - 1] ?? '') ? ['before', 'after'] : ['after'];
  let index = 0;
  for (const at of chosen)
    for (const when of whensOf(at)) {
      const ran = await run({ KILL_AT: String(at + 1), KILL_WHEN: when });
      yield { step: `${when} ${kinds[at]} (step ${at + 1})`, index, killed: ran.signal === 'SIGKILL', ran };
      index += 1;
    }
  const ran = await run({});
  expect(ran.stderr).toBe('');
  yield { step: 'none', index, killed: false, ran };
}

/** Resolves once all processes of a group have ended. */
async function groupEnd(group: number): Promise<void> {
  const exists = () => {
    try {
      return process.kill(-group, 0);
    } catch {
      return false;
    }
  };
  while (exists()) await setTimeout(10);
}
