/** `plan sync`: fetches, merges and pushes. */
import { join, relative } from 'node:path';
import { argument, type Command, option } from '../../cli/command.ts';
import type { CommandContext } from '../../cli/context.ts';
import { recoverMerge, withLock } from '../../commit-changes.ts';
import { type Finding, PlanError } from '../../errors.ts';
import { ExitCode } from '../../exit-codes.ts';
import { formatMessage } from '../../git/commit-message.ts';
import { requireRepository, uncommittedEdits } from '../../git/error-messages.ts';
import { waitForIndex } from '../../git/git-index.ts';
import { ensureNoEditsInTheWay, fastForward, type MergeConflict, mergeCommits } from '../../git/merge.ts';
import {
  aheadBehind,
  ensureNotRewritten,
  fetchFrom,
  pushTo,
  type Upstream,
  upstreamOf,
} from '../../git/remote.ts';
import { ensureNoOperation, type Repository } from '../../git/repository.ts';
import { resolveCommit } from '../../git/revisions.ts';
import { workTreeStatus } from '../../git/status.ts';
import { commitFilesIfAny } from '../../history/commit-files.ts';
import { itemFileIn } from '../../plan/model/plan.ts';
import { conflictsText, type FileConflicts } from '../../render/conflicts.ts';
import { mergeFiles } from '../../storage/merge/merge-files.ts';
import { readPlan } from '../../storage/plan-files/read-plan.ts';
import { beginMerge, endMerge } from '../../storage/transaction/merge-journal.ts';
import { effectiveFindings } from '../../storage/validate/effective-findings.ts';
import { validatePlan } from '../../storage/validate/validate.ts';
import { pluralize } from '../../util/pluralize.ts';

interface Flags {
  push: boolean;
}

export const command: Command<Flags> = {
  description:
    'Fetch the upstream branch, merge items field by field, and push. If both sides changed the same field, or the merged plan would have errors that neither side has, nothing changes.',
  examples: [
    ['plan sync', 'sync with the upstream branch'],
    ['plan sync --no-push', 'fetch and merge only'],
    ['plan sync backup', 'sync with the branch of the same name of another remote'],
  ],
  formats: ['text', 'text', 'json'],
  arguments: [argument('[remote]', 'another remote than that of the upstream branch')],
  options: [option('--no-push', 'do not push')],

  async run(context, [remote], { push }) {
    const { workspace, io } = context;
    const repo = requireRepository(workspace, 'there is nothing to sync');
    await context.recover();
    await ensureClean(context, repo);
    const upstream = await upstreamOf(repo, remote, io.env);
    const before = await resolveCommit(repo, upstream.ref, io.env);
    await withDelayNotice(context, `fetching from ${upstream.remote}`, () =>
      fetchFrom(repo, upstream, io.env),
    );
    const options = {
      command: ['plan sync', ...(remote === undefined ? [] : [remote])].join(' '),
      onRecovered: context.reportRecovery.bind(context),
      onWaiting: context.reportWaiting.bind(context),
    };
    const { result: merge, interrupted } = await withLock(workspace, io, options, () =>
      mergeUpstream(context, repo, { ...upstream, before }, options.command),
    );
    if (interrupted)
      throw new PlanError(
        'interrupted',
        'interrupted after the merge: nothing was pushed',
        'run `plan sync` again',
      );
    const pushes = push && (merge.ahead > 0 || merge.state === 'ahead');
    const result = {
      ...{ branch: upstream.branch, upstream: upstream.name, state: merge.state },
      ...{ ahead: merge.ahead, behind: merge.behind, commit: merge.commit, pushed: pushes },
    };
    if (pushes)
      await withDelayNotice(context, `pushing to ${upstream.remote}`, () =>
        pushTo(repo, upstream, io.env),
      ).catch((error: unknown) => {
        if (merge.state !== 'diverged' || !(error instanceof PlanError)) throw error;
        if (context.format !== 'json') io.err(`plan: ${statusLine({ ...result, pushed: false }, true)}\n`);
        throw new PlanError('incomplete', error.message, error.hint);
      });
    await context.printOutcome(pushes || merge.commit !== null, async () => {
      if (context.format === 'json') {
        context.json('sync', result);
        return;
      }
      io.out(`${statusLine(result, push)}\n`);
    });
    return ExitCode.done;
  },
};

interface SyncResult {
  branch: string;
  upstream: string;
  state: 'same' | 'ahead' | 'behind' | 'diverged';
  ahead: number;
  behind: number;
  commit: string | null;
  pushed: boolean;
}

function statusLine(
  { branch, upstream, state, ahead, behind, commit, pushed }: SyncResult,
  push: boolean,
): string {
  const end = pushed ? '; pushed' : push ? '' : '; not pushed';
  switch (state) {
    case 'same':
      return `${branch} and ${upstream} are the same`;
    case 'ahead':
      return `${branch} is ${pluralize(ahead, 'commit')} ahead of ${upstream}${end}`;
    case 'behind':
      return `${branch} was ${pluralize(behind, 'commit')} behind ${upstream}, and is now at ${commit!.slice(0, 7)}`;
    case 'diverged':
      return `merged ${pluralize(behind, 'commit')} from ${upstream} into ${branch}, which has ${pluralize(ahead, 'commit')} of its own: ${commit!.slice(0, 7)}${end}`;
  }
}

/** @throws PlanError `refused` if git is in the middle of an operation, or the plan has uncommitted edits */
async function ensureClean({ root, io }: CommandContext, repo: Repository): Promise<void> {
  ensureNoOperation(repo);
  await waitForIndex(repo, io.env);
  const { files } = await workTreeStatus(repo, [root], io.env);
  const dirty = files.filter(
    ({ path, what }) =>
      what !== 'ignored by git' && (what !== 'not yet added to git' || /\.ya?ml$/.test(path)),
  );
  if (dirty.length === 0) return;
  const edits = dirty.map(({ path, what }) => ({ path: relative(io.cwd, join(repo.top, path)), what }));
  throw new PlanError('refused', uncommittedEdits(edits), 'commit or stash them first');
}

/**
 * Merges the upstream branch and moves the current branch to the result: both, or nothing.
 * @param upstream.before where the remote-tracking branch was before the fetch
 */
async function mergeUpstream(
  context: CommandContext,
  repo: Repository,
  upstream: Upstream & { before: string | null },
  command: string,
): Promise<Pick<SyncResult, 'state' | 'ahead' | 'behind' | 'commit'>> {
  const { io, workspace } = context;
  await ensureClean(context, repo);
  const { head, theirs, ahead, behind } = await aheadBehind(repo, upstream, io.env);
  if (theirs === null) return { state: 'ahead', ahead, behind, commit: null };
  await ensureNotRewritten(repo, upstream, { head, theirs, before: upstream.before }, io.env);
  if (behind === 0) return { state: ahead === 0 ? 'same' : 'ahead', ahead, behind, commit: null };
  const to = ahead === 0 ? theirs : await mergeCommit(context, repo, upstream, { head, theirs, ahead });
  // Git would refuse too; but after this check, whatever has the content of the new commit was written by git.
  await ensureNoEditsInTheWay(repo, { from: head, to }, io);
  beginMerge(workspace.stateDir, { command, since: new Date().toISOString(), from: head, to });
  try {
    await fastForward(repo, to, io.env);
  } catch (error) {
    const recovery = await recoverMerge(workspace, io);
    if (recovery?.outcome !== 'committed') throw error;
  }
  try {
    endMerge(workspace.stateDir);
  } catch (error) {
    // The merge is made; the next command removes the journal.
    if (!(error instanceof PlanError)) throw error;
    context.warn(error);
  }
  return { state: ahead === 0 ? 'behind' : 'diverged', ahead, behind, commit: to };
}

/**
 * Creates and checks the merge commit; the branch and the work tree stay as they are.
 * @throws PlanError `refused` if there are conflicts, or errors that neither side has
 */
async function mergeCommit(
  context: CommandContext,
  repo: Repository,
  { name, branch }: Upstream,
  { head, theirs, ahead }: { head: string; theirs: string; ahead: number },
): Promise<string> {
  const { io, workspace, root } = context;
  const message = formatMessage({
    subject: `plan: merge ${pluralize(ahead, 'local commit')} into ${name}`,
    trailers: [['Plan-Change', 'merge']],
  });
  const result = await mergeCommits(
    repo,
    { ours: head, theirs, message },
    { folder: join(workspace.stateDir, 'merge'), driver: { program: io.program, root } },
    io.env,
  );
  if ('conflicts' in result) {
    const conflicts = await Promise.all(
      result.conflicts.map((conflict) => conflictsOf(context, repo, conflict)),
    );
    throw new PlanError(
      'refused',
      `\`${branch}\` and \`${name}\` are in conflict; nothing was merged:\n${conflictsText(conflicts).trimEnd()}`,
      `agree on one value, record it with \`plan update\`, and run \`plan sync\` again; or resolve it by hand: \`plan setup\`, then \`git merge ${name}\``,
    );
  }
  const [ours, theirErrors, merged] = await Promise.all(
    [head, theirs, result.commit].map((commit) => errorsAt(context, repo, commit)),
  );
  const key = ({ rule, file, message }: Finding) => JSON.stringify([rule, file, message]);
  const known = new Set([...ours!, ...theirErrors!].map(key));
  const newErrors = merged!.filter((finding) => !known.has(key(finding)));
  if (newErrors.length > 0)
    throw new PlanError(
      'refused',
      `merging \`${name}\` into \`${branch}\` would cause new errors; nothing was merged`,
      'fix them on one side, and run `plan sync` again',
      newErrors,
    );
  return result.commit;
}

/** The conflicts of a file that could not be merged, field by field if it is an item. */
async function conflictsOf(
  { root, io }: CommandContext,
  repo: Repository,
  { path, base, ours, theirs }: MergeConflict,
): Promise<FileConflicts> {
  const absolute = join(repo.top, path);
  const shown = relative(io.cwd, absolute);
  if (ours === null || theirs === null) {
    const change = (text: string | null) => (text === null ? 'deleted' : 'changed');
    const conflict = { field: 'the file', path: [], why: null, ours: change(ours), theirs: change(theirs) };
    return { path: shown, conflicts: [conflict] };
  }
  const isItem = itemFileIn(relative(root, absolute)) !== null;
  const { conflicts } = isItem ? await mergeFiles(base ?? '', ours, theirs) : { conflicts: [] };
  if (conflicts.length > 0) return { path: shown, conflicts };
  const sides = { ours: 'these lines', theirs: 'other lines' };
  return {
    path: shown,
    conflicts: [{ field: 'its text', path: [], why: 'both sides changed the same lines', ...sides }],
  };
}

/** The errors of the plan in a commit. */
async function errorsAt(context: CommandContext, repo: Repository, commit: string): Promise<Finding[]> {
  const { root, io } = context;
  const folder = await commitFilesIfAny(repo, { commit, root, id: null, env: io.env });
  if (!folder) return [];
  const reading = await readPlan({ root, cwd: io.cwd, folder });
  const { today } = context.clock(reading.settings ?? { 'time-zone': 'UTC' });
  const { findings } = await effectiveFindings(await validatePlan(reading, today), reading);
  return findings.filter(({ severity }) => severity === 'error');
}

/** Prints what is being done, on a terminal, if it takes longer than a second. */
async function withDelayNotice<Result>(
  { io }: CommandContext,
  what: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const timer = setTimeout(() => {
    if (io.stderrIsTerminal) io.err(`plan: ${what} …\n`);
  }, 1000);
  try {
    return await work();
  } finally {
    clearTimeout(timer);
  }
}
