/** Git's pre-commit hook: which file it is, and the lines of it that check plans. */
import { resolve } from 'node:path';
import { emptyOnExit1, git } from './git.ts';
import { inShell } from './merge-driver.ts';
import { type Env, type Repository, repoPath } from './repository.ts';

export interface Hook {
  /** Absolute. */
  path: string;
  /** Whether git looks for hooks there in other repositories of the user's too. */
  isShared: boolean;
}

/** Where git looks for the hook, in every work tree of the repository. @throws PlanError `git` */
export async function findHook(repo: Repository, env: Env): Promise<Hook> {
  const run = git(repo, env);
  const [path, anywhere, here] = await Promise.all([
    run(['rev-parse', '--git-path', 'hooks/pre-commit']),
    run(['config', '--get', 'core.hooksPath']).catch(emptyOnExit1),
    run(['config', '--local', '--get', 'core.hooksPath']).catch(emptyOnExit1),
  ]);
  return { path: resolve(repo.top, path.replace(/\n$/, '')), isShared: anywhere !== '' && here === '' };
}

/** A plan, and the words that start the program. */
export interface Check {
  program: readonly string[];
  /** The plan's folder, absolute. */
  root: string;
}

/**
 * The line of a hook that checks a plan: where there is one on this branch, and something of it is to be committed. Git
 * starts hooks at the top of the work tree.
 */
export function checkLine(repo: Repository, { program, root }: Check): string {
  const plan = planIn(repo, root);
  return [
    `[ ! -f ${inShell(`${plan}/plan.yaml`)} ]`,
    `git --literal-pathspecs diff --cached --quiet -- ${inShell(plan)}`,
    `${program.map(inShell).join(' ')} validate --staged --format text --dir ${inShell(plan)}`,
    'exit',
  ].join(' || ');
}

const planIn = (repo: Repository, root: string) => `./${repoPath(repo, root)}`.replace(/\/$/, '');

/** How a hook begins that is ours alone. */
const head = `#!/bin/sh
# Made by \`plan hook install\`, which adds a line for each plan; \`plan hook remove\` takes it away.
`;

/** Whether nobody but us has written the hook. */
export const isOurs = (text: string): boolean => text.startsWith(head);

/** The hook with the plan's line in it, in the place of an older one. */
export const addCheck = (text: string | null, repo: Repository, check: Check): string =>
  `${removeCheck(text ?? head, repo, check) ?? head}${checkLine(repo, check)}\n`;

/** The hook without the plan's line, whichever program it starts; null where nothing would be left. */
export function removeCheck(text: string, repo: Repository, { root }: Check): string | null {
  const first = checkLine(repo, { program: [], root }).split(' || ', 2).join(' || ');
  const rest = text
    .split('\n')
    .filter((line) => !line.startsWith(`${first} || `))
    .join('\n');
  return rest === head ? null : rest;
}

/** Whether a hook, ours or not, has exactly that line. */
export const hasLine = (text: string, line: string): boolean => text.split(/\r?\n/).includes(line);
