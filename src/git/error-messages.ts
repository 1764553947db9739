/** Errors and hints that several modules give. */
import { PlanError } from '../errors.ts';
import { pluralize } from '../util/pluralize.ts';
import type { Repository } from './repository.ts';

export const initHint = 'create one with `git init`, then commit the plan';

export const noRepository = (consequence: string) => `the plan is not in a git repository, so ${consequence}`;

/**
 * The repository of a plan.
 * @param consequence what can’t be done without one: "no change can be recorded"
 * @throws PlanError `refused` when there is none
 */
export function requireRepository(
  { repo }: { repo: Repository | null },
  consequence: string,
  hint = initHint,
): Repository {
  if (repo) return repo;
  throw new PlanError('refused', noRepository(consequence), hint);
}

/** How to get the commits that a shallow clone lacks. */
export const unshallowHint = 'run `git fetch --unshallow` to get the full history';

/** The same where a workflow may have made the clone. */
export const unshallowInCiHint = `${unshallowHint}; in GitHub Actions, give \`actions/checkout\` the option \`fetch-depth: 0\``;

/** How to get the files that a partial clone lacks: without `--no-filter`, git keeps the filter of the clone. */
export const refetchHint = 'run `git fetch --refetch --no-filter` to get the missing files';

/** The same where a workflow may have made the clone. */
export const refetchInCiHint = `${refetchHint}; in GitHub Actions, give \`actions/checkout\` the option \`fetch-depth: 0\` and no \`filter\``;

/** @param missing what can’t be seen: "nothing before 2026-01-01 can be seen" */
export const shallowClone = (missing: string) =>
  new PlanError('git', `this clone is shallow: ${missing}`, unshallowHint);

/** @param missing how many versions of files the clone lacks */
export const partialClone = (missing: number) =>
  new PlanError(
    'git',
    `this clone is partial: ${pluralize(missing, 'file version')} can’t be read`,
    refetchHint,
  );

/** @param text what the user gave */
export const unknownCommit = (text: string, hint: string) =>
  new PlanError('not-found', `there is no commit \`${text}\``, hint);

/** @param text what the user gave */
export const unknownRevision = (text: string) =>
  new PlanError(
    'not-found',
    `\`${text}\` is neither a day nor a commit`,
    'give a day as YYYY-MM-DD, or a branch, tag or commit hash',
  );

export const nothingCommitted = () =>
  new PlanError('not-found', 'nothing is committed yet', 'commit the plan first');

/** Files with changes that git has not committed. */
export const uncommittedEdits = (files: readonly { path: string; what: string }[]) =>
  `there are uncommitted changes: ${listEdits(files)}`;

export const listEdits = (files: readonly { path: string; what: string }[]) =>
  files.map(({ path, what }) => `\`${path}\` (${what})`).join(', ');

export const unknownIdentity = 'git does not know who you are';
export const identityHint =
  'run `git config --global user.name "Your Name"` and `git config --global user.email you@example.org`';

/** @param lock the path of git's lock */
export const indexLocked = (lock: string) =>
  `another git command is running here, or one was killed: \`${lock}\` exists`;
export const indexLockedHint = 'wait until it ends; if no git command is running, delete that file';
