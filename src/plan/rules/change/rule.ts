/** What a rule about a change is, and what it may look at. */
import type { Agency } from '../../../../schemas/agencies.ts';
import type { Item } from '../../../../schemas/item.ts';
import type { Severity } from '../../../errors.ts';
import type { HistoryStep, ItemHistoryStep } from '../../diff/history-step.ts';
import type { HistoryViolation, Removal } from '../history/rule.ts';
import type { Representation } from './author-agencies.ts';

/** An item as it was at the base and as it is today, where these differ. */
export interface BranchItem extends ItemHistoryStep {
  /** Null where the base does not have it. */
  before: Item | null;
  /** Null where it is gone. */
  after: Item | null;
  /** Its file, as the user would type it. */
  file: string;
}

/** One of the plan's two files beside the items. */
export interface ChangedFile {
  /** Relative to the top of the work tree. */
  path: string;
  /** As the user would type it. */
  file: string;
}

/** What one commit did, or whoever edited files since the last one. */
export interface ChangePart {
  step: HistoryStep;
  /** Whether nothing of it is committed. */
  isUncommitted: boolean;
  /** Whether it takes back an earlier commit, and nothing else: that is no fault, whatever it takes away. */
  isUndo: boolean;
  /** Of what it did, only what still differs from the base today. */
  remaining: HistoryStep;
  /** The items that were gone before it, each with the step that removed it. */
  removed: ReadonlyMap<string, Removal>;
}

/** A change to the plan: from the base to today's files, as a whole and commit by commit. */
export interface BranchChange {
  /** The full hash of the base. */
  base: string;
  /** The register as the base has it. */
  agencies: readonly Agency[];
  /** The items of the base. */
  before: readonly Item[];
  /** Those that are not as they were, by id. */
  items: readonly BranchItem[];
  /** `plan.yaml` and the register, where they are not as they were. */
  files: readonly ChangedFile[];
  /** Oldest first. */
  parts: readonly ChangePart[];
  /** For whom the author of a part speaks; null where nobody says. */
  speaker(part: ChangePart): Representation | null;
}

/** What a rule finds. */
export interface ChangeViolation extends HistoryViolation {
  /** Where it is about no item: the file, as the user would type it. */
  file?: string | undefined;
  /** The commit to blame; absent where no single one is, or nothing is committed. */
  step?: HistoryStep | undefined;
}

export interface ChangeRule {
  severity: Severity;
  /** What must hold, in one sentence. */
  summary: string;
  check(change: BranchChange): Iterable<ChangeViolation>;
}
