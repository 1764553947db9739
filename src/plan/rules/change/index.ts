/** The table of rules about a change, and `checkChange`. */
import type { Severity } from '../../../errors.ts';
import type { historyRules } from '../history/index.ts';
import { itemChangeRules } from './items.ts';
import { ownerRules } from './ownership.ts';
import { progressChangeRules } from './progress.ts';
import { dueRules, recordChangeRules } from './records.ts';
import type { BranchChange, ChangeRule, ChangeViolation } from './rule.ts';
import { settingsChangeRules } from './settings.ts';

export type { BranchChange as Change, BranchItem as Changed } from './rule.ts';

/** Rules that share their id with a rule about history, and check the same of a change. */
const sharedRules = { ...itemChangeRules, ...recordChangeRules } as const satisfies Partial<
  Record<keyof typeof historyRules, ChangeRule>
>;

/** Rules about changes alone. */
export const changeRules = {
  ...dueRules,
  ...progressChangeRules,
  ...ownerRules,
  ...settingsChangeRules,
} as const satisfies Record<string, ChangeRule>;

export const allChangeRules = { ...sharedRules, ...changeRules } as const;

/** A violation and its rule. */
export interface ChangeFinding extends ChangeViolation {
  rule: string;
  severity: Severity;
}

/** The violations of every rule, in the order of the rules. */
export const checkChange = (change: BranchChange): ChangeFinding[] =>
  Object.entries<ChangeRule>(allChangeRules).flatMap(([rule, { severity, check }]) =>
    [...check(change)].map((violation) => ({ ...violation, rule, severity })),
  );
