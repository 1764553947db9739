/** The closed catalogue of rules about a change, and the one function that holds a change against it. */
import type { Severity } from '../../../errors.ts';
import type { historyRules } from '../history/index.ts';
import { itemChangeRules } from './items.ts';
import { ownerRules } from './ownership.ts';
import { progressChangeRules } from './progress.ts';
import { dueRules, recordChangeRules } from './records.ts';
import type { BranchChange, ChangeRule, ChangeViolation } from './rule.ts';

export type { BranchChange as Change, BranchItem as Changed } from './rule.ts';

/** Those that judge of a change what the rules of the trail judge of a commit: they have their names, and mean the same. */
const sharedRules = { ...itemChangeRules, ...recordChangeRules } as const satisfies Partial<
  Record<keyof typeof historyRules, ChangeRule>
>;

/** Those that only a change can break. */
export const changeRules = {
  ...dueRules,
  ...progressChangeRules,
  ...ownerRules,
} as const satisfies Record<string, ChangeRule>;

export const allChangeRules = { ...sharedRules, ...changeRules } as const;

/** A rule that a change breaks. */
export interface ChangeFinding extends ChangeViolation {
  rule: string;
  severity: Severity;
}

/** Holds a change against every rule; in the order of rules. */
export const checkChange = (change: BranchChange): ChangeFinding[] =>
  Object.entries<ChangeRule>(allChangeRules).flatMap(([rule, { severity, check }]) =>
    [...check(change)].map((fault) => ({ ...fault, rule, severity })),
  );
