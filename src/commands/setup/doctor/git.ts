/** How the repository is, and git in it. */

import { accessSync, constants, existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { CommandContext } from '../../../cli/context.ts';
import { emptyOnExit1, GitError, git } from '../../../git/git.ts';
import { driverState } from '../../../git/merge-driver.ts';
import {
  identityHint,
  initHint,
  noRepository,
  unknownIdentity,
  unshallowHint,
} from '../../../git/messages.ts';
import { checkLine, findHook, hasLine, isOwnHook, removeCheck } from '../../../git/pre-commit-hook.ts';
import { isShallow, operationInProgress, type Repository } from '../../../git/repository.ts';
import { type DoctorCheck, failedCheck } from '../../../render/doctor.ts';
import { readBytes } from '../../../storage/fs.ts';
import type { Workspace } from '../../../workspace.ts';

const ok = (message: string): Seen => ({ state: 'ok', message, fix: null });

/** The oldest git that can merge without a work tree, as `plan sync` does. */
const oldest = [2, 38] as const;

export async function gitVersion({ io }: CommandContext): Promise<DoctorCheck> {
  try {
    // Git needs no repository to say this.
    const said = (await git({ top: io.cwd, gitDir: '', commonDir: '' }, io.env)(['--version'])).trim();
    const [major = 0, minor = 0] = said.match(/\d+/g)?.map(Number) ?? [];
    const isNew = major > oldest[0] || (major === oldest[0] && minor >= oldest[1]);
    const message = said.replace(/^git version /, 'git ');
    if (isNew) return { check: 'git', ...ok(message) };
    return {
      check: 'git',
      state: 'warning',
      message,
      fix: `install git ${oldest.join('.')} or newer, for \`plan sync\``,
    };
  } catch (error) {
    return failedCheck('git', error);
  }
}

/** @param hasPlan whether a plan lies at the place's root */
export async function gitChecks(
  context: CommandContext,
  { repo, root }: Workspace,
  hasPlan: boolean,
): Promise<DoctorCheck[]> {
  if (!repo)
    return [
      {
        check: 'repository',
        state: 'problem',
        message: noRepository('no change can be recorded'),
        fix: initHint,
      },
    ];
  try {
    // It may have reasons of its own to have nothing to do with a repository, such as whose it is.
    await git(repo, context.io.env)(['rev-parse', '--git-dir']);
  } catch (error) {
    return [failedCheck('repository', error)];
  }
  const checks = { repository: repositoryCheck, identity: identityCheck, ...(hasPlan ? ofPlan : {}) };
  const results = Object.entries<GitCheck>(checks).map(async ([check, look]) => {
    try {
      return { check, ...(await look(context, repo, root)) };
    } catch (error) {
      return failedCheck(check, error);
    }
  });
  return [...(await Promise.all(results)), ...locksCheck(repo)];
}

type Seen = Omit<DoctorCheck, 'check'>;
type GitCheck = (context: CommandContext, repo: Repository, root: string) => Promise<Seen>;

const repositoryCheck: GitCheck = async ({ io }, repo) => {
  const found = operationInProgress(repo);
  if (found) return { state: 'problem', message: `${found.what} is in progress`, fix: found.hint };
  if (!isWritable(repo.gitDir))
    return {
      state: 'problem',
      message: `\`${repo.gitDir}\` can’t be written to`,
      fix: 'get permission for it',
    };
  const branch = (
    await git(repo, io.env)(['symbolic-ref', '--quiet', '--short', 'HEAD']).catch(emptyOnExit1)
  ).trim();
  if (branch === '')
    return {
      state: 'warning',
      message: 'HEAD is detached: what is committed is on no branch',
      fix: '`git switch BRANCH`',
    };
  if (isShallow(repo))
    return {
      ...{ state: 'warning', message: 'this clone is shallow: older changes can’t be seen' },
      fix: unshallowHint,
    };
  return ok(`on ${branch}, no operation in progress`);
};

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Git would guess a name and an address, which nobody could answer for. */
const identityCheck: GitCheck = async ({ io }, repo) => {
  const args = ['-c', 'user.useConfigOnly=true', 'var', 'GIT_AUTHOR_IDENT'];
  const said = await git(
    repo,
    io.env,
  )(args).catch((error: unknown) => {
    if (error instanceof GitError) return '';
    throw error;
  });
  if (said !== '') return ok(said.replace(/ \d+ [+-]\d+\s*$/, ''));
  return {
    ...{ state: 'problem', message: unknownIdentity },
    fix: identityHint,
  };
};

const hookCheck: GitCheck = async ({ io }, repo, root) => {
  const { path } = await findHook(repo, io.env);
  const text = readBytes(path)?.toString() ?? '';
  const shown = relative(io.cwd, path);
  const own = { program: io.program, root };
  if (hasLine(text, checkLine(repo, own))) return ok(`\`${shown}\` checks the plan before each commit`);
  if (isOwnHook(text) && removeCheck(text, repo, own) !== text)
    return {
      ...{ state: 'warning', message: `\`${shown}\` starts another \`plan\` than this one` },
      fix: '`plan hook install`',
    };
  return ok('none checks the plan before a commit; `plan hook install` makes one');
};

const driverCheck: GitCheck = async ({ io }, repo, root) => {
  const { attribute, config } = await driverState(repo, { program: io.program, root }, io.env);
  if (attribute && config) return ok('git merges items field by field');
  const message = config
    ? '`.gitattributes` does not give items to the merge driver'
    : 'git merges items line by line in this clone';
  return { state: 'warning', message, fix: '`plan setup`' };
};

/** What there is to see only where a plan is. */
const ofPlan = { hook: hookCheck, 'merge driver': driverCheck };

/** What git leaves when it is killed, and what keeps it from committing then. */
function locksCheck({ gitDir }: Repository): DoctorCheck[] {
  const lock = join(gitDir, 'index.lock');
  if (!existsSync(lock)) return [];
  return [
    {
      check: 'git’s lock',
      state: 'warning',
      message: `\`${lock}\` is there: another git command is at work, or was killed`,
      fix: 'if no git command is running, delete it',
    },
  ];
}
