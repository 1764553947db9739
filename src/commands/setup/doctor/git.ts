/** Checks of git and the repository. */
import { accessSync, constants, existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { CommandContext } from '../../../cli/context.ts';
import {
  identityHint,
  indexLocked,
  indexLockedHint,
  initHint,
  noRepository,
  unknownIdentity,
  unshallowHint,
} from '../../../git/error-messages.ts';
import { emptyOnExit1, GitError, git } from '../../../git/git.ts';
import { driverState, missingPrograms } from '../../../git/merge-driver.ts';
import { checkLine, findHook, hasLine, isOwnHook, removeCheck } from '../../../git/pre-commit-hook.ts';
import { isShallow, operationInProgress, type Repository } from '../../../git/repository.ts';
import { type DoctorCheck, failedCheck } from '../../../render/doctor.ts';
import { readBytes } from '../../../storage/fs.ts';
import { joinQuoted } from '../../../util/suggest.ts';
import type { Workspace } from '../../../workspace.ts';

type CheckOutcome = Omit<DoctorCheck, 'check'>;
type GitCheck = (context: CommandContext, repo: Repository, root: string) => Promise<CheckOutcome>;

const ok = (message: string): CheckOutcome => ({ state: 'ok', message, fix: null });

/** The first version that can merge without a work tree, as `plan sync` does. */
const minVersion = [2, 38] as const;

export async function gitVersion({ io }: CommandContext): Promise<DoctorCheck> {
  try {
    // This needs no repository.
    const output = (await git({ top: io.cwd, gitDir: '', commonDir: '' }, io.env)(['--version'])).trim();
    const [major = 0, minor = 0] = output.match(/\d+/g)?.map(Number) ?? [];
    const isNew = major > minVersion[0] || (major === minVersion[0] && minor >= minVersion[1]);
    const message = output.replace(/^git version /, 'git ');
    if (isNew) return { check: 'git', ...ok(message) };
    return {
      check: 'git',
      state: 'warning',
      message,
      fix: `install git ${minVersion.join('.')} or newer, for \`plan sync\``,
    };
  } catch (error) {
    return failedCheck('git', error);
  }
}

/** @param hasPlan whether there is a plan in the workspace */
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
    // Git may refuse to use the repository, for example because another user owns it.
    await git(repo, context.io.env)(['rev-parse', '--git-dir']);
  } catch (error) {
    return [failedCheck('repository', error)];
  }
  const checks = {
    repository: repositoryCheck,
    identity: identityCheck,
    ...(hasPlan ? planRelatedChecks : {}),
  };
  const results = Object.entries<GitCheck>(checks).map(async ([check, run]) => {
    try {
      return { check, ...(await run(context, repo, root)) };
    } catch (error) {
      return failedCheck(check, error);
    }
  });
  return [...(await Promise.all(results)), ...lockCheck(repo)];
}

const repositoryCheck: GitCheck = async ({ io }, repo) => {
  const found = operationInProgress(repo);
  if (found) return { state: 'problem', message: `${found.what} is in progress`, fix: found.hint };
  if (!isWritable(repo.gitDir))
    return {
      state: 'problem',
      message: `\`${repo.gitDir}\` is not writable`,
      fix: 'get write permission for it',
    };
  const branch = (
    await git(repo, io.env)(['symbolic-ref', '--quiet', '--short', 'HEAD']).catch(emptyOnExit1)
  ).trim();
  if (branch === '')
    return {
      state: 'warning',
      message: 'HEAD is detached: new commits are on no branch',
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

/** The name and address must be configured: git’s guess is not accepted. */
const identityCheck: GitCheck = async ({ io }, repo) => {
  const args = ['-c', 'user.useConfigOnly=true', 'var', 'GIT_AUTHOR_IDENT'];
  const identity = await git(
    repo,
    io.env,
  )(args).catch((error: unknown) => {
    if (error instanceof GitError) return '';
    throw error;
  });
  if (identity !== '') return ok(identity.replace(/ \d+ [+-]\d+\s*$/, ''));
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
  return ok('no pre-commit hook; install one with `plan hook install`');
};

const driverCheck: GitCheck = async ({ io }, repo, root) => {
  const { attribute, config, command } = await driverState(repo, { program: io.program, root }, io.env);
  const missing = missingPrograms(command);
  if (missing.length > 0)
    return {
      state: 'problem',
      message: `the merge driver of this clone can’t run, so a merge may keep only our side of an item; missing: ${joinQuoted(missing)}`,
      fix: '`plan setup`',
    };
  if (attribute && config) return ok('git merges items field by field');
  const message = config
    ? '`.gitattributes` lacks the merge attribute'
    : command === ''
      ? 'git merges items line by line in this clone'
      : 'the merge driver of this clone is not the one that `plan setup` configures';
  return { state: 'warning', message, fix: '`plan setup`' };
};

/** The checks that need a plan. */
const planRelatedChecks = { hook: hookCheck, 'merge driver': driverCheck };

/** A lock that git left when it was killed blocks every commit. */
function lockCheck({ gitDir }: Repository): DoctorCheck[] {
  const lock = join(gitDir, 'index.lock');
  if (!existsSync(lock)) return [];
  return [
    {
      check: 'git’s lock',
      state: 'warning',
      message: indexLocked(lock),
      fix: indexLockedHint,
    },
  ];
}
