/** The pre-commit hook: finds its file, and adds or removes the line that checks a plan. */
import { resolve } from 'node:path';
import { shellQuote } from '../util/shell-quote.ts';
import { emptyOnExit1, git } from './git.ts';
import { type Env, type Repository, repoPath } from './repository.ts';

export interface HookFile {
  /** Absolute. */
  path: string;
  /** Whether other repositories of the user have the same folder of hooks. */
  isShared: boolean;
}

/** The file that git runs as the hook, in every work tree of the repository. @throws PlanError `git` */
export async function findHook(repo: Repository, env: Env): Promise<HookFile> {
  const run = git(repo, env);
  const [path, anyScope, local] = await Promise.all([
    run(['rev-parse', '--git-path', 'hooks/pre-commit']),
    run(['config', '--get', 'core.hooksPath']).catch(emptyOnExit1),
    run(['config', '--local', '--get', 'core.hooksPath']).catch(emptyOnExit1),
  ]);
  return { path: resolve(repo.top, path.replace(/\n$/, '')), isShared: anyScope !== '' && local === '' };
}

export interface HookCheck {
  /** The command line that starts the program. */
  program: readonly string[];
  /** The plan's folder, absolute. */
  root: string;
}

/**
 * The line of a hook that checks a plan, if the branch has it and files of it are staged. Git starts hooks at the top of
 * the work tree.
 */
export function checkLine(repo: Repository, { program, root }: HookCheck): string {
  const plan = `./${repoPath(repo, root)}`.replace(/\/$/, '');
  return [
    `[ ! -f ${shellQuote(`${plan}/plan.yaml`)} ]`,
    `git --literal-pathspecs diff --cached --quiet -- ${shellQuote(plan)}`,
    `${program.map(shellQuote).join(' ')} validate --staged --format text --dir ${shellQuote(plan)}`,
    'exit',
  ].join(' || ');
}

/** How a hook starts that `plan hook install` made. */
const header = `#!/bin/sh
# Made by \`plan hook install\`, which adds a line for each plan; \`plan hook remove\` removes it.
`;

/** Whether `plan hook install` made the hook. */
export const isOwnHook = (text: string): boolean => text.startsWith(header);

/** The hook with the plan's line, in place of an older one. @param text null when there is no hook */
export const addCheck = (text: string | null, repo: Repository, check: HookCheck): string =>
  `${removeCheck(text ?? header, repo, check) ?? header}${checkLine(repo, check)}\n`;

/** The hook without the plan's line, whichever program it starts; null when nothing is left. */
export function removeCheck(text: string, repo: Repository, { root }: HookCheck): string | null {
  const start = checkLine(repo, { program: [], root }).split(' || ', 2).join(' || ');
  const rest = text
    .split('\n')
    .filter((line) => !line.startsWith(`${start} || `))
    .join('\n');
  return rest === header ? null : rest;
}

/** Whether a hook has exactly this line. */
export const hasLine = (text: string, line: string): boolean => text.split(/\r?\n/).includes(line);
