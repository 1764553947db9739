/** Copies of the shipped plan, or of some of its items, in sandboxes with `plan` on the PATH. */
import { cpSync, existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { createSandbox, type Sandbox } from './sandbox.ts';

const root = join(import.meta.dirname, '../..');

/** The built program. */
export const program = join(root, 'bin/plan.js');

/** An item with two milestones, an ongoing one and one with a trigger: enough for most tests, and fast. */
export const fewItems = ['05', '07', '13'];

/**
 * Copies the shipped plan.
 * @param items the items to include, such as `05`; all by default
 * @param repository whether to commit it in a git repository
 */
export function shippedPlan(items?: readonly string[], { repository = true } = {}): Sandbox {
  const sandbox = createSandbox({ repository });
  cpSync(join(root, 'plan'), sandbox.at('plan'), {
    recursive: true,
    filter: (path) => {
      const [, id] = /items\/(\d+)\.yaml$/.exec(path) ?? [];
      return !id || !items || items.includes(id);
    },
  });
  const bin = join(sandbox.home, 'bin');
  mkdirSync(bin);
  symlinkSync(program, join(bin, 'plan'));
  sandbox.env.PATH = `${bin}:${sandbox.env.PATH}`;
  setToday(sandbox, '2026-11-23');
  if (repository) sandbox.commit({}, 'The plan as it was published');
  setToday(sandbox, '2026-11-24');
  return sandbox;
}

export function setToday({ env }: Sandbox, day: string): void {
  env.PLAN_TODAY = day;
  env.GIT_AUTHOR_DATE = `${day}T09:00:00+13:00`;
  env.GIT_COMMITTER_DATE = env.GIT_AUTHOR_DATE;
}

/** Everything that a failed command must leave as it was: refs, index, work tree and leftover files. */
export const stateOf = (sandbox: Sandbox) => ({
  head: sandbox.git('for-each-ref'),
  status: sandbox.git('status', '--porcelain=v2', '--branch', '--untracked-files=all', '--ignored'),
  staged: sandbox.git('diff', '--cached', '--binary'),
  unstaged: sandbox.git('diff', '--binary'),
  left: leftoversIn(sandbox),
});

/** Files of an unfinished change in git's folder, and git's own locks; without caches. */
export function leftoversIn(sandbox: Sandbox): string[] {
  const gitDir = sandbox.git('rev-parse', '--absolute-git-dir');
  const own = join(gitDir, 'plantrail');
  return [
    ...(existsSync(own) ? readdirSync(own, { recursive: true, encoding: 'utf8' }) : []).filter(
      (name) => !/^(?:plan-cache|history)(?:\/|$)/.test(name),
    ),
    ...readdirSync(gitDir).filter((name) => name.endsWith('.lock')),
  ];
}
