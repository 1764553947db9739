/** The plan's whole past, held against the rules about it. */

import { dirname } from 'node:path';
import type { Agency } from '../../schemas/agencies.ts';
import { readBlobs } from '../git/cat-file.ts';
import type { Env, Repository } from '../git/repository.ts';
import type { System } from '../io.ts';
import type { HistoryStep } from '../plan/diff/history-step.ts';
import type { ItemState } from '../plan/diff/item-diff.ts';
import { maxFileBytes } from '../plan/model/limits.ts';
import { type Audit, audit, type Signature } from '../plan/rules/history/index.ts';
import { blobsAround, type ResolvedHistory, resolveGaps } from '../plan/rules/history/unreadable-gaps.ts';
import { parseItem } from '../storage/yaml/read-value.ts';
import type { Workspace } from '../workspace.ts';
import { loadHistory } from './history.ts';
import { inRange } from './range.ts';

export interface AuditRequest {
  /** From this day on, or what this commit does not build on, is judged; all where absent. */
  since?: string | undefined;
  requireSignatures: boolean;
  timeZone: string;
  /** The register as it is today. */
  agencies: readonly Agency[];
}

/** An audit, and what could not be seen. */
export interface HistoryAudit extends Audit {
  /** The day at which a shallow clone ends. */
  shallow: string | null;
  /** How many texts a partial clone left behind. */
  missing: number;
}

/** @throws PlanError `refused` where there is no git; `not-found`; `git` */
export async function auditHistory(
  workspace: Workspace,
  io: System,
  asked: AuditRequest,
): Promise<HistoryAudit> {
  const { steps: newestFirst, shallow, missing } = await loadHistory(workspace, io);
  const repo = workspace.repo!;
  const { since, timeZone, agencies } = asked;
  const isWithin = newestFirst.length === 0 ? () => true : await inRange(repo, { since }, timeZone, io);
  const seen = newestFirst.toReversed();
  const { steps, signatures } = asked.requireSignatures
    ? await withSignatures(repo, seen, io.env)
    : { steps: seen, signatures: null };
  const bridged = await resolveHistory(repo, steps, io.env);
  return {
    ...audit(bridged, { timeZone, agencies, isInRange: isWithin, signatures, isComplete: shallow === null }),
    shallow,
    missing,
  };
}

/** Steps, oldest first, in which what could not be read for a while is told where it could be read again. */
export async function resolveHistory(
  repo: Repository,
  steps: readonly HistoryStep[],
  env: Env,
): Promise<ResolvedHistory> {
  const states = await statesOf(repo, blobsAround(steps), env);
  return resolveGaps(steps, (blob) => states.get(blob) ?? 'unreadable');
}

async function statesOf(
  repo: Repository,
  blobs: ReadonlySet<string>,
  env: Env,
): Promise<Map<string, ItemState>> {
  const states = new Map<string, ItemState>();
  for (const [blob, text] of await readBlobs(repo, blobs, env, maxFileBytes))
    states.set(blob, (await parseItem(text)) ?? 'unreadable');
  return states;
}

/** The same steps, with the commits among them that change nothing of the plan but have a part in it, and who signed each. */
async function withSignatures(repo: Repository, steps: readonly HistoryStep[], env: Env) {
  const { signedCommits } = await import('../git/log.ts');
  const { mergesAndAcknowledgements } = await import('../git/revisions.ts');
  const known = new Set(steps.map(({ commit }) => commit));
  const others = known.size === 0 ? [] : await mergesAndAcknowledgements(repo, foldersOf(steps), env);
  const found = await signedCommits(repo, [...new Set([...known, ...others])], env);
  // Oldest first, so that whoever acknowledges an acknowledgement comes after it.
  const more = found.filter(({ commit }) => !known.has(commit));
  const rest: HistoryStep[] = [];
  for (const step of more.toSorted((a, b) => a.committed - b.committed)) {
    const named = step.trailers.flatMap(([key, value]) => (key === 'Plan-Acknowledges' ? [value] : []));
    if (step.parents.length < 2 && !named.some((hash) => known.has(hash))) continue;
    known.add(step.commit);
    const { signature: _, ...commit } = step;
    rest.push({ ...commit, items: [], files: [] });
  }
  const told = new Map<string, Signature>(
    found.filter(({ commit }) => known.has(commit)).map(({ commit, signature }) => [commit, signature]),
  );
  return { steps: inTime(steps, rest), signatures: told };
}

/** Where the plan lay, over the years. */
const foldersOf = (steps: readonly HistoryStep[]): string[] => [
  ...new Set(steps.flatMap(({ items }) => items.map(({ path }) => dirname(path)))),
];

/** Each of the others before the first step that was committed later; the steps keep their order. */
function inTime(steps: readonly HistoryStep[], others: readonly HistoryStep[]): HistoryStep[] {
  const rest = [...others];
  const all: HistoryStep[] = [];
  for (const step of steps) {
    while (rest[0] && rest[0].committed < step.committed) all.push(rest.shift()!);
    all.push(step);
  }
  return [...all, ...rest];
}
