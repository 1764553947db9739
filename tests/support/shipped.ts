/** Plans to work on: the shipped one, or a few items of it, committed in a repository of their own, and `plan` to run. */
import { cpSync, existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { createSandbox, type Sandbox } from './sandbox.ts';

const root = join(import.meta.dirname, '../..');

/** The built program. */
export const program = join(root, 'bin/plan.js');

/** An item with two milestones, an ongoing one and one on a trigger: enough where a test runs the program often. */
export const fewItems = ['05', '07', '13'];

/**
 * The plan as it is shipped, or these of its items, with `plan` on the path.
 * @param repository whether it is committed in one, or lies in a plain folder
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

/** Everything that a change which was not made leaves as it was: commits, index, work tree, and nothing lying about. */
export const stateOf = (sandbox: Sandbox) => ({
  head: sandbox.git('for-each-ref'),
  status: sandbox.git('status', '--porcelain=v2', '--branch', '--untracked-files=all', '--ignored'),
  staged: sandbox.git('diff', '--cached', '--binary'),
  unstaged: sandbox.git('diff', '--binary'),
  left: leftoversIn(sandbox),
});

/** What a change under way keeps in git's folder, and git's own locks. What is remembered for the next command is no trace. */
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
