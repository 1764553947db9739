/** The interface of a rule about history. */
import type { Agency } from '../../../../schemas/agencies.ts';
import type { Amendment } from '../../../../schemas/amendment.ts';
import type { Update } from '../../../../schemas/update.ts';
import type { Path, Severity } from '../../../errors.ts';
import type { CommitName, HistoryStep, ItemHistoryStep } from '../../diff/history-step.ts';

/** What a rule can use besides the step it checks: the steps before it, and facts about the whole history. */
export interface HistoryContext {
  timeZone: string;
  /** For resolving names; empty where agencies.yaml cannot be read. */
  agencies: readonly Agency[];
  /** The earlier commit that a step reverts exactly; null where there is none. */
  reverted(step: HistoryStep): CommitName | null;
  /** True while the plan had no items yet. */
  isEmpty: boolean;
  /** The items that are removed, each with the step that removed it. */
  removed: ReadonlyMap<string, Removal>;
  /** Whether a later step records the decision that added an item. */
  isDecidedLater(id: string): boolean;
  /** The evidence that updates name, by the name of the file. */
  evidence: ReadonlyMap<string, EvidenceRecord>;
  /** Git's result for the signature of a commit; undefined where signatures are not required. */
  signature(commit: string): Signature | undefined;
  /** The gap that starts where the step made an item unreadable. */
  gap(step: HistoryStep, id: string): UnreadableGap | undefined;
}

/** A file that updates name as evidence. */
export interface EvidenceRecord {
  /** Its blob when it was recorded; null while it is unknown. */
  blob: string | null;
  /** The ids of the items whose updates name it. */
  items: Set<string>;
}

export interface Removal {
  step: HistoryStep;
  item: ItemHistoryStep;
}

/** Updates `removed` with what a step did. */
export function trackRemovals(removed: Map<string, Removal>, step: HistoryStep): void {
  for (const item of step.items)
    if (item.change.what === 'removed') removed.set(item.id, { step, item });
    else removed.delete(item.id);
}

/** A span of history in which an item cannot be read. */
export interface UnreadableGap {
  /** The step that made it readable again; null where it still cannot be read. */
  fixed: HistoryStep | null;
}

export interface Signature {
  /** Git's own letter, of `%G?`. */
  letter: string;
  /** The signer, as git names it; empty where git does not know. */
  signer: string;
  key: string;
}

/** The part of an item that a violation is about. */
export type FindingTarget =
  | { entry: Update; key?: keyof Update }
  | { amendment: Amendment; key?: keyof Amendment }
  /** A field label: `milestone 5.1 due`. */
  | { field: string }
  | { path: Path };

/** A violation of a rule by a step. */
export interface HistoryViolation {
  /** Absent where the violation is about the commit. */
  item?: ItemHistoryStep | undefined;
  target?: FindingTarget | undefined;
  /** What the fingerprint of the finding depends on, where that is not the target. */
  subject?: unknown;
  message: string;
  hint?: string | null | undefined;
}

export interface HistoryRule {
  severity: Severity;
  /** What must hold, in one sentence. */
  summary: string;
  check(step: HistoryStep, context: HistoryContext): Iterable<HistoryViolation>;
}

/** A commit for a message: "7acd1e6 of 2026-11-24 by Mere Tūhoe". */
export const describeCommit = ({ commit, date, author }: CommitName): string =>
  `\`${commit.slice(0, 7)}\` of ${date} by ${author}`;
