/** Programs killed at every step of their way. */
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Ran, Sandbox } from './sandbox.ts';

export interface Killing {
  /** Before each run: everything as it was. */
  arrange?: () => void;
  /** The folder in which a change counts as a step; the sandbox's where absent. */
  root?: string;
  whens?: readonly ('before' | 'after')[];
  /**
   * Only every so many steps. What stands after a step stands before the next one: so where both are asked for, they take
   * turns, and see every state all the same.
   */
  stride?: number;
  /** The step to begin with, where those before it are another test's. */
  first?: number;
  env?: Record<string, string>;
}

/**
 * Runs `node ARGS` again and again, and kills it right before, later right after, its first step, its second, and so on
 * until it comes through. Yields after every run, the last one of each round with `killed: false`.
 */
export async function* killedAtEveryStep(
  box: Sandbox,
  args: readonly string[],
  {
    arrange,
    root = box.dir,
    whens = ['before', 'after'],
    stride = whens.length,
    first = 1,
    env,
  }: Killing = {},
): AsyncGenerator<{ step: number; when: string; killed: boolean; ran: Ran }> {
  const preloaded = ['--import', join(import.meta.dirname, 'kill.mjs'), ...args];
  for (const when of whens)
    for (let step = first, killed = true; killed; step += stride) {
      arrange?.();
      const kill = { KILL_AT: String(step), KILL_WHEN: when, KILL_ROOT: root };
      const ran = await box.run(process.execPath, preloaded, { env: { ...env, ...kill } });
      killed = ran.signal === 'SIGKILL';
      expect(killed ? '' : ran.stderr, `${when} step ${step}`).toBe('');
      yield { step, when, killed, ran };
    }
}
