/** The interface of a rule about the change of a branch. */
import type { Agency } from '../../../../schemas/agencies.ts';
import type { Item } from '../../../../schemas/item.ts';
import type { PlanFile } from '../../../../schemas/plan.ts';
import type { Severity } from '../../../errors.ts';
import type { HistoryStep, ItemHistoryStep } from '../../diff/history-step.ts';
import type { HistoryViolation, Removal } from '../history/rule.ts';
import type { Representation } from './author-agencies.ts';

/** An item that differs from the base: as it was there, and as it is today. */
export interface BranchItem extends ItemHistoryStep {
  /** Null where the item is not in the base. */
  before: Item | null;
  /** Null where the item is removed. */
  after: Item | null;
  /** The path of its file, relative to the working directory. */
  file: string;
}

/** plan.yaml or agencies.yaml. */
export interface ChangedFile {
  /** Relative to the top of the work tree. */
  path: string;
  /** Relative to the working directory. */
  file: string;
}

/** The part of a change that one commit made, or the uncommitted part. */
export interface ChangePart {
  step: HistoryStep;
  isUncommitted: boolean;
  /** Whether it exactly reverts an earlier commit: then it breaks no rule. */
  isRevert: boolean;
  /** The step with only those changes that still differ from the base today. */
  remaining: HistoryStep;
  /** The items that were removed before it, each with the step that removed it. */
  removed: ReadonlyMap<string, Removal>;
}

/** A change to the plan: from the base to today's files, as a whole and commit by commit. */
export interface BranchChange {
  /** The full hash of the base. */
  base: string;
  /** The agencies of the base. */
  agencies: readonly Agency[];
  /** The agencies of today; null where agencies.yaml cannot be read. */
  agenciesNow: readonly Agency[] | null;
  /** plan.yaml at the base and today; null where it cannot be read. */
  settings: { before: PlanFile | null; after: PlanFile | null };
  /** The items of the base. */
  before: readonly Item[];
  /** The items that differ from the base, by id. */
  items: readonly BranchItem[];
  /** plan.yaml and agencies.yaml, where they differ from the base. */
  files: readonly ChangedFile[];
  /** Oldest first. */
  parts: readonly ChangePart[];
  /** The agencies that the author of a part represents; null where that is unknown. */
  representation(part: ChangePart): Representation | null;
}

/** A violation of a rule by a change. */
export interface ChangeViolation extends HistoryViolation {
  /** Where it is not about an item: the file, relative to the working directory. */
  file?: string | undefined;
  /** The commit that made it; absent where there is no single one, or it is uncommitted. */
  step?: HistoryStep | undefined;
}

export interface ChangeRule {
  severity: Severity;
  /** What must hold, in one sentence. */
  summary: string;
  check(change: BranchChange): Iterable<ChangeViolation>;
}
