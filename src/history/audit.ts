/** Audits the whole history of a plan. */
import { dirname } from 'node:path';
import type { Agency } from '../../schemas/agencies.ts';
import { readBlobs } from '../git/cat-file.ts';
import { refetchInCiHint, unshallowInCiHint } from '../git/error-messages.ts';
import type { Env, Repository } from '../git/repository.ts';
import type { System } from '../io.ts';
import type { HistoryStep } from '../plan/diff/history-step.ts';
import type { ItemState } from '../plan/diff/item-diff.ts';
import { maxFileBytes } from '../plan/model/limits.ts';
import { type Audit, audit, type Signature } from '../plan/rules/history/index.ts';
import { blobsAround, type ResolvedHistory, resolveGaps } from '../plan/rules/history/unreadable-gaps.ts';
import { parseItem } from '../storage/yaml/read-value.ts';
import { pluralize } from '../util/pluralize.ts';
import type { Workspace } from '../workspace.ts';
import { inRange } from './commit-range.ts';
import { loadHistory } from './plan-history.ts';
import { markRevertedMerges } from './reverted-merges.ts';
import { acknowledges } from './steps.ts';

export interface AuditRequest {
  /** Audits only the steps from this day on, or that are not this commit or its ancestors; all when absent. */
  since?: string | undefined;
  requireSignatures: boolean;
  timeZone: string;
  /** The agencies file as it is now. */
  agencies: readonly Agency[];
}

/** Why the history cannot be audited. */
export interface IncompleteHistory {
  message: string;
  hint: string;
}

/**
 * @returns the audit; in a shallow or partial clone, what is missing
 * @throws PlanError `refused` without a repository; `not-found`; `git`
 */
export async function auditHistory(
  workspace: Workspace,
  io: System,
  { since, requireSignatures, timeZone, agencies }: AuditRequest,
): Promise<Audit | IncompleteHistory> {
  const { steps: newestFirst, shallow, missing } = await loadHistory(workspace, io);
  const repo = workspace.repo!;
  if (shallow !== null)
    return {
      message: `this clone is shallow: it lacks all commits up to ${shallow}, so nothing was checked`,
      hint: unshallowInCiHint,
    };
  if (missing > 0)
    return {
      message: `this clone is partial: it lacks ${pluralize(missing, 'file version')}, so nothing was checked`,
      hint: refetchInCiHint,
    };
  const isWithin = newestFirst.length === 0 ? () => true : await inRange(repo, { since }, timeZone, io);
  const oldestFirst = newestFirst.toReversed();
  const { steps, signatures } = requireSignatures
    ? await withSignatures(repo, oldestFirst, io.env)
    : { steps: oldestFirst, signatures: null };
  const resolved = await resolveHistory(repo, steps, io.env);
  return audit(resolved, { timeZone, agencies, isInRange: isWithin, signatures });
}

/**
 * Moves the changes of items that were unreadable for a while to the steps that made them readable again, and finds the
 * steps that revert merges.
 */
export async function resolveHistory(
  repo: Repository,
  oldestFirst: readonly HistoryStep[],
  env: Env,
): Promise<ResolvedHistory> {
  const states = new Map<string, ItemState>();
  for (const [blob, text] of await readBlobs(repo, blobsAround(oldestFirst), env, maxFileBytes))
    states.set(blob, (await parseItem(text)) ?? 'unreadable');
  const { steps, gaps } = resolveGaps(oldestFirst, (blob) => states.get(blob) ?? 'unreadable');
  return { steps: await markRevertedMerges(repo, steps, env), gaps };
}

/**
 * Adds the commits that must be signed and are no steps: merges, and acknowledgements of other commits.
 * @returns the steps, and the signature of each
 */
async function withSignatures(
  repo: Repository,
  steps: readonly HistoryStep[],
  env: Env,
): Promise<{ steps: HistoryStep[]; signatures: Map<string, Signature> }> {
  const [{ signedCommits }, { mergesAndAcknowledgements }] = await Promise.all([
    import('../git/log.ts'),
    import('../git/revisions.ts'),
  ]);
  const included = new Set(steps.map(({ commit }) => commit));
  const others = included.size === 0 ? [] : await mergesAndAcknowledgements(repo, foldersOf(steps), env);
  const commits = await signedCommits(repo, [...new Set([...included, ...others])], env);
  const added: HistoryStep[] = [];
  // Oldest first, so that an acknowledgement comes before one that acknowledges it.
  for (const { signature: _, ...commit } of commits.toSorted((a, b) => a.committed - b.committed)) {
    if (included.has(commit.commit)) continue;
    if (commit.parents.length < 2 && !acknowledges(commit).some((hash) => included.has(hash))) continue;
    included.add(commit.commit);
    added.push({ ...commit, items: [], files: [] });
  }
  const signatures = commits
    .filter(({ commit }) => included.has(commit))
    .map(({ commit, signature }) => [commit, signature] as const);
  return { steps: mergeByTime(steps, added), signatures: new Map(signatures) };
}

const foldersOf = (steps: readonly HistoryStep[]): string[] => [
  ...new Set(steps.flatMap(({ items }) => items.map(({ path }) => dirname(path)))),
];

/** Inserts each added step before the first step that was committed later; both lists keep their order. */
function mergeByTime(steps: readonly HistoryStep[], added: readonly HistoryStep[]): HistoryStep[] {
  const rest = [...added];
  const merged: HistoryStep[] = [];
  for (const step of steps) {
    while (rest[0] && rest[0].committed < step.committed) merged.push(rest.shift()!);
    merged.push(step);
  }
  return [...merged, ...rest];
}
