/**
 * The cache of what was read from history, in git's folder for all work trees of the repository. It only saves time: a
 * cache that is damaged, of another build, or not writable is ignored.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildId, replaceCache } from '../storage/cache-file.ts';
import type { BlobDiff, ItemStepWithBlobs } from './item-pairs.ts';
import type { PlanRoot } from './plan-roots.ts';
import type { StepWithBlobs } from './steps.ts';

/** A commit that was read; its step is parsed only on demand. */
export interface CacheEntry {
  commit: string;
  /** Whether its step changed one of these items. */
  touches(ids: ReadonlySet<string>): boolean;
  /** Null for a commit that did not change the plan. */
  step(): StepWithBlobs | null;
  /** The entry as a line of the file. */
  line(): string;
}

export interface HistoryCache {
  /** For each tip from which history was read, its commits, newest first. */
  histories: ReadonlyMap<string, readonly CacheEntry[]>;
  /** For each tip, the folders that the plan was in. */
  roots: ReadonlyMap<string, readonly PlanRoot[]>;
  /** All commits by their hash. */
  entries: ReadonlyMap<string, CacheEntry>;
}

export const emptyCache: HistoryCache = { histories: new Map(), roots: new Map(), entries: new Map() };

/** How many tips the cache keeps: branches, and the work trees that are on them. */
const maxTips = 8;

/** What a cache is valid for, besides the build. */
export interface CacheKey {
  commonDir: string;
  root: PlanRoot;
  /** The commits at which a shallow clone ends. */
  ends: ReadonlySet<string>;
  /** The time zone of the days of commits. */
  timeZone: string;
}

const fileOf = ({ commonDir, root }: CacheKey) =>
  join(commonDir, 'plantrail/history', `${encodeURIComponent(root).slice(-100) || 'top'}.txt`);

/*
 * The file is ASCII: a line with the key, a line with the hash of the rest, a line with the tips as JSON, each with the
 * ranges of lines that are its commits, and then a line for each commit: see `toCacheEntry`.
 */

const keyLine = ({ root, ends, timeZone }: CacheKey) =>
  `${asciiJson([buildId, root, timeZone, [...ends].sort()])}\n`;

interface Tip {
  tip: string;
  roots: readonly PlanRoot[];
  /** Ranges of lines; the end is exclusive. */
  spans: [number, number][];
}

/** Reads the cache; empty when there is none for this key. Never throws. */
export function readCache(key: CacheKey): HistoryCache {
  let bytes: Buffer;
  try {
    bytes = readFileSync(fileOf(key));
  } catch {
    return emptyCache;
  }
  const firstLine = keyLine(key);
  const start = firstLine.length + hashLength + 1;
  const body = bytes.subarray(start);
  if (bytes.toString('latin1', 0, start) !== `${firstLine}${hashOf(body)}\n`) return emptyCache;
  const [tipsLine = '', ...lines] = body.toString('latin1').split('\n');
  const entries = lines.map(parseLine);
  const tips = JSON.parse(tipsLine) as Tip[];
  return {
    histories: new Map(tips.map(({ tip, spans }) => [tip, spans.flatMap((span) => entries.slice(...span))])),
    roots: new Map(tips.map(({ tip, roots }) => [tip, roots])),
    entries: new Map(entries.map((entry) => [entry.commit, entry])),
  };
}

interface TipHistory {
  tip: string;
  /** Newest first. */
  entries: readonly CacheEntry[];
  roots: readonly PlanRoot[];
  /** The tip that this history continues, which is dropped. */
  replaces?: string | undefined;
}

/** Adds the history of a tip to the cache. Never throws. */
export function writeCache(
  key: CacheKey,
  cache: HistoryCache,
  { tip, entries, roots, replaces }: TipHistory,
): void {
  const histories = new Map([[tip, entries], ...cache.histories]);
  if (replaces !== undefined) histories.delete(replaces);
  const lineNumbers = new Map<string, number>();
  const lines: string[] = [];
  const lineNumberOf = (entry: CacheEntry) => {
    const number = lineNumbers.get(entry.commit) ?? lines.push(entry.line()) - 1;
    lineNumbers.set(entry.commit, number);
    return number;
  };
  const tips = [...histories].slice(0, maxTips).map(
    ([each, commits]): Tip => ({
      tip: each,
      roots: each === tip ? roots : (cache.roots.get(each) ?? []),
      spans: toSpans(commits.map(lineNumberOf)),
    }),
  );
  const body = Buffer.from([asciiJson(tips), ...lines].join('\n'), 'latin1');
  replaceCache(fileOf(key), [Buffer.from(`${keyLine(key)}${hashOf(body)}\n`), body]);
}

const hashOf = (bytes: Uint8Array) => createHash('sha1').update(bytes).digest('hex');
const hashLength = 40;

/** Node reads an ASCII file several times faster than UTF-8. */
const asciiJson = (value: unknown): string =>
  JSON.stringify(value).replace(
    /[^\0-\x7f]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** Joins consecutive numbers into ranges. */
function toSpans(numbers: readonly number[]): [number, number][] {
  const spans: [number, number][] = [];
  for (const number of numbers) {
    const last = spans.at(-1);
    if (last?.[1] === number) last[1]++;
    else spans.push([number, number + 1]);
  }
  return spans;
}

/** An entry as a line: the hash, the ids of the items that the step changed, and the step as JSON. */
export const toCacheEntry = (commit: string, step: StepWithBlobs | null): CacheEntry => ({
  commit,
  touches: (ids) => step?.items.some(({ id }) => ids.has(id)) ?? false,
  step: () => step,
  line: () => {
    const ids = step?.items.map(({ id }) => encodeURIComponent(id)).join(' ');
    return [commit, ids, step && asciiJson(step)].join('\t');
  },
});

function parseLine(line: string): CacheEntry {
  const end = line.indexOf('\t');
  const idsEnd = () => line.indexOf('\t', end + 1);
  return {
    commit: line.slice(0, end),
    touches: (wanted) =>
      line
        .slice(end + 1, idsEnd())
        .split(' ')
        .some((id) => wanted.has(decodeURIComponent(id))),
    step: () => JSON.parse(line.slice(idsEnd() + 1) || 'null'),
    line: () => line,
  };
}

/** Looks up in the cache what changed between two blobs, whichever commit changed it. */
export function cachedDiffs({ entries }: HistoryCache): BlobDiff {
  let diffs: Map<string, ItemStepWithBlobs> | undefined;
  return (before, after) => {
    diffs ??= new Map(
      [...entries.values()].flatMap((entry) =>
        (entry.step()?.items ?? []).flatMap((item) =>
          item.blobs && item.change.what !== 'unreadable' ? [[item.blobs.join(' '), item] as const] : [],
        ),
      ),
    );
    return diffs.get([before, after].join(' '));
  };
}
