/** The plan's whole past, held against the rules about it. */

import { dirname } from 'node:path';
import type { Agency } from '../../schemas/agencies.ts';
import { readBlobs } from '../git/cat-file.ts';
import type { Env, Repository } from '../git/repository.ts';
import type { Io } from '../io.ts';
import type { Step } from '../plan/diff/history-step.ts';
import type { State } from '../plan/diff/item-diff.ts';
import { largestFile } from '../plan/model/limits.ts';
import { type Audit, audit, type Signature } from '../plan/rules/history/index.ts';
import { type Bridged, blobsAround, bridge } from '../plan/rules/history/unreadable-gaps.ts';
import { itemFrom } from '../storage/yaml/read-value.ts';
import type { Place } from '../workspace.ts';
import { history } from './history.ts';
import { between } from './range.ts';

export interface Asked {
  /** From this day on, or what this commit does not build on, is judged; all where absent. */
  since?: string | undefined;
  requireSignatures: boolean;
  timeZone: string;
  /** The register as it is today. */
  agencies: readonly Agency[];
}

/** An audit, and what could not be seen. */
export interface Audited extends Audit {
  /** The day at which a shallow clone ends. */
  shallow: string | null;
  /** How many texts a partial clone left behind. */
  missing: number;
}

/** @throws Fault `refused` where there is no git; `not-found`; `git` */
export async function auditOf(place: Place, io: Io, asked: Asked): Promise<Audited> {
  const { steps: newestFirst, shallow, missing } = await history(place, io);
  const repo = place.repo!;
  const { since, timeZone, agencies } = asked;
  const isWithin = newestFirst.length === 0 ? () => true : await between(repo, { since }, timeZone, io);
  const seen = newestFirst.toReversed();
  const { steps, signatures } = asked.requireSignatures
    ? await withSignatures(repo, seen, io.env)
    : { steps: seen, signatures: null };
  const bridged = await bridgedOver(repo, steps, io.env);
  const isWhole = shallow === null;
  return {
    ...audit(bridged, { timeZone, agencies, isJudged: isWithin, signatures, isWhole }),
    shallow,
    missing,
  };
}

/** Steps, oldest first, in which what could not be read for a while is told where it could be read again. */
export async function bridgedOver(repo: Repository, steps: readonly Step[], env: Env): Promise<Bridged> {
  const states = await statesOf(repo, blobsAround(steps), env);
  return bridge(steps, (blob) => states.get(blob) ?? 'unreadable');
}

async function statesOf(repo: Repository, blobs: ReadonlySet<string>, env: Env): Promise<Map<string, State>> {
  const states = new Map<string, State>();
  for (const [blob, text] of await readBlobs(repo, blobs, env, largestFile))
    states.set(blob, (await itemFrom(text)) ?? 'unreadable');
  return states;
}

/** The same steps, with the commits among them that change nothing of the plan but have a part in it, and who signed each. */
async function withSignatures(repo: Repository, steps: readonly Step[], env: Env) {
  const { bystanders, signatures } = await import('../git/signatures.ts');
  const known = new Set(steps.map(({ commit }) => commit));
  const others = known.size === 0 ? [] : await bystanders(repo, foldersOf(steps), env);
  const found = await signatures(repo, [...new Set([...known, ...others])], env);
  // Oldest first, so that whoever acknowledges an acknowledgement comes after it.
  const more = [...found.values()].map(({ step }) => step).filter(({ commit }) => !known.has(commit));
  const rest: Step[] = [];
  for (const step of more.toSorted((a, b) => a.committed - b.committed)) {
    const named = step.trailers.flatMap(([key, value]) => (key === 'Plan-Acknowledges' ? [value] : []));
    if (step.parents.length < 2 && !named.some((hash) => known.has(hash))) continue;
    known.add(step.commit);
    rest.push(step);
  }
  const told = new Map<string, Signature>([...found].filter(([commit]) => known.has(commit)));
  return { steps: inTime(steps, rest), signatures: told };
}

/** Where the plan lay, over the years. */
const foldersOf = (steps: readonly Step[]): string[] => [
  ...new Set(steps.flatMap(({ items }) => items.map(({ path }) => dirname(path)))),
];

/** Each of the others before the first step that was committed later; the steps keep their order. */
function inTime(steps: readonly Step[], others: readonly Step[]): Step[] {
  const rest = [...others];
  const all: Step[] = [];
  for (const step of steps) {
    while (rest[0] && rest[0].committed < step.committed) all.push(rest.shift()!);
    all.push(step);
  }
  return [...all, ...rest];
}
