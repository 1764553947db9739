/** What a rule about the trail is, and what it may look at. */
import type { Agency } from '../../../../schemas/agencies.ts';
import type { Amendment } from '../../../../schemas/amendment.ts';
import type { Update } from '../../../../schemas/update.ts';
import type { Path, Severity } from '../../../errors.ts';
import type { HistoryStep, ItemHistoryStep } from '../../diff/history-step.ts';

/** The trail as far as it has been read: everything before the step that is judged, and what holds for all of it. */
export interface HistoryContext {
  timeZone: string;
  /** The register by which names are judged; empty where it can't be read. */
  agencies: readonly Agency[];
  /** An earlier step, by its full hash. */
  earlier(commit: string): HistoryStep | undefined;
  /** True while the plan had no items yet. */
  isEmpty: boolean;
  /** The items that were removed and are not there, each with the step that did it. */
  removed: ReadonlyMap<string, Removal>;
  /** What git says of the commit's signature; undefined where nobody asked. */
  signature(commit: string): Signature | undefined;
  /** Where the step left an item that can't be read: until when. */
  gap(step: HistoryStep, id: string): UnreadableGap | undefined;
}

export interface Removal {
  step: HistoryStep;
  item: ItemHistoryStep;
}

/** Keeps in `removed` which items are gone after a step. */
export function trackRemovals(removed: Map<string, Removal>, step: HistoryStep): void {
  for (const item of step.items)
    if (item.change.what === 'removed') removed.set(item.id, { step, item });
    else removed.delete(item.id);
}

/** An item could not be read for a while. */
export interface UnreadableGap {
  /** The step that made it readable again; null where it still is not. */
  mended: HistoryStep | null;
}

export interface Signature {
  /** Git's own letter, of `%G?`. */
  letter: string;
  /** Who signed, in git's words; empty where it does not know. */
  signer: string;
  key: string;
}

/** What of an item a finding is about. */
export type FindingTarget =
  | { entry: Update; key?: keyof Update }
  | { amendment: Amendment; key?: keyof Amendment }
  /** As `diffItems` calls it: `milestone 5.1 due`. */
  | { field: string }
  | { path: Path };

/** What a rule finds. */
export interface HistoryViolation {
  /** The item it is about; absent where it is about the commit. */
  item?: ItemHistoryStep | undefined;
  target?: FindingTarget | undefined;
  message: string;
  hint?: string | null | undefined;
}

export interface HistoryRule {
  severity: Severity;
  /** What must hold, in one sentence. */
  summary: string;
  check(step: HistoryStep, trail: HistoryContext): Iterable<HistoryViolation>;
}

/** A commit as people name it: "7acd1e6 of 2026-11-24 by Mere Tūhoe". */
export const describeCommit = ({
  commit,
  date,
  author,
}: Pick<HistoryStep, 'commit' | 'date' | 'author'>): string =>
  `\`${commit.slice(0, 7)}\` of ${date} by ${author}`;
