/**
 * What was read of the past, remembered in git's folder for all work trees of the repository. It only spares work: where
 * it is damaged, another program's, or can't be written, everything is read anew.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildId, replaceCache } from '../storage/cache-file.ts';
import type { ItemStepWithBlobs } from './item-pairs.ts';
import type { PlanRoot } from './plan-roots.ts';
import type { StepWithBlobs } from './steps.ts';

/** A commit that was read. Its step is told from its line only when it is asked for. */
export interface CacheEntry {
  commit: string;
  /** Whether its step touches one of these items. */
  touches(ids: ReadonlySet<string>): boolean;
  /** Null for a commit that did nothing to the plan. */
  step(): StepWithBlobs | null;
  line(): string;
}

export interface HistoryCache {
  /** The commits from one on, newest first, for those from which the past was read. */
  histories: ReadonlyMap<string, readonly CacheEntry[]>;
  /** Where the plan lay, by those too. */
  roots: ReadonlyMap<string, readonly PlanRoot[]>;
  entries: ReadonlyMap<string, CacheEntry>;
}

export const emptyCache: HistoryCache = { histories: new Map(), roots: new Map(), entries: new Map() };

/** From how many commits on the past is remembered: branches, and work trees on them. */
const walksKept = 8;

/** What is remembered holds for this program, this plan, and as much of the past as the clone has. */
export interface CacheKey {
  commonDir: string;
  root: PlanRoot;
  /** The commits at which a shallow clone ends. */
  ends: ReadonlySet<string>;
}

const fileOf = ({ commonDir, root }: CacheKey) =>
  join(commonDir, 'plantrail/history', `${encodeURIComponent(root).slice(-100) || 'top'}.txt`);

const opening = ({ root, ends }: CacheKey) => asciiJson([buildId, root, [...ends].sort()]);

/** One line with what holds it, one with a fingerprint of the rest, one for each walk, one for each commit; all ASCII. */
export function readCache(key: CacheKey): HistoryCache {
  let bytes: Buffer;
  try {
    bytes = readFileSync(fileOf(key));
  } catch {
    return emptyCache;
  }
  const start = `${opening(key)}\n`;
  const sealed = start.length + sealLength + 1;
  const rest = bytes.subarray(sealed);
  if (bytes.toString('latin1', 0, sealed) !== `${start}${digest(rest)}\n`) return emptyCache;
  const [walks = '', ...lines] = rest.toString('latin1').split('\n');
  const all = lines.map(fromLine);
  const kept = JSON.parse(walks) as { tip: string; roots: PlanRoot[]; spans: [number, number][] }[];
  return {
    histories: new Map(kept.map(({ tip, spans }) => [tip, spans.flatMap((span) => all.slice(...span))])),
    roots: new Map(kept.map(({ tip, roots }) => [tip, roots])),
    entries: new Map(all.map((told) => [told.commit, told])),
  };
}

/** Remembers a walk beside those that are remembered, in the place of the one it goes on from. Never fails. */
export function writeCache(
  key: CacheKey,
  memory: HistoryCache,
  {
    tip,
    walk,
    roots,
    replaces,
  }: {
    tip: string;
    walk: readonly CacheEntry[];
    roots: readonly PlanRoot[];
    replaces?: string | undefined;
  },
): void {
  const walks = new Map([[tip, walk], ...memory.histories]);
  if (replaces !== undefined) walks.delete(replaces);
  const kept = [...walks].slice(0, walksKept);
  const lines = new Map<string, number>();
  const texts: string[] = [];
  const spanOf = (told: CacheEntry) => {
    const at = lines.get(told.commit) ?? texts.push(told.line()) - 1;
    lines.set(told.commit, at);
    return at;
  };
  const index = kept.map(([each, told]) => ({
    tip: each,
    roots: each === tip ? roots : memory.roots.get(each),
    spans: spans(told.map(spanOf)),
  }));
  const rest = [asciiJson(index), ...texts].join('\n');
  const bytes = Buffer.from(rest, 'latin1');
  replaceCache(fileOf(key), [Buffer.from(`${opening(key)}\n${digest(bytes)}\n`), bytes]);
}

const digest = (bytes: Uint8Array) => createHash('sha1').update(bytes).digest('hex');
const sealLength = 40;

/** Such a text is read several times faster than one that any letter may stand in. */
const asciiJson = (value: unknown): string =>
  JSON.stringify(value).replace(
    /[^\0-\x7f]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** Numbers that follow each other, from the first to behind the last. */
function spans(numbers: readonly number[]): [number, number][] {
  const found: [number, number][] = [];
  for (const number of numbers) {
    const last = found.at(-1);
    if (last?.[1] === number) last[1]++;
    else found.push([number, number + 1]);
  }
  return found;
}

/** A commit that was read just now. */
export const toCacheEntry = (commit: string, step: StepWithBlobs | null): CacheEntry => ({
  commit,
  touches: (ids) => step?.items.some(({ id }) => ids.has(id)) ?? false,
  step: () => step,
  line: () =>
    [commit, step?.items.map(({ id }) => encodeURIComponent(id)).join(' '), step && asciiJson(step)].join(
      '\t',
    ),
});

/** The hash, the ids of the items it touched, and the step: those who want one item need not read the others' steps. */
function fromLine(line: string): CacheEntry {
  const end = line.indexOf('\t');
  const ids = () => line.slice(end + 1, line.indexOf('\t', end + 1));
  return {
    commit: line.slice(0, end),
    touches: (wanted) =>
      ids()
        .split(' ')
        .some((id) => wanted.has(decodeURIComponent(id))),
    step: () => JSON.parse(line.slice(line.indexOf('\t', end + 1) + 1) || 'null'),
    line: () => line,
  };
}

/** The differences between blobs that are remembered, whichever commit made them. */
export function cachedDiffs({
  entries: told,
}: HistoryCache): (
  before: string | null,
  after: string | null,
) => Omit<ItemStepWithBlobs, 'path'> | undefined {
  let found: Map<string, ItemStepWithBlobs> | undefined;
  return (before, after) => {
    found ??= new Map(
      [...told.values()].flatMap((each) =>
        (each.step()?.items ?? []).flatMap((item) =>
          item.blobs && item.change.what !== 'unreadable' ? [[item.blobs.join(' '), item] as const] : [],
        ),
      ),
    );
    return found.get([before, after].join(' '));
  };
}
