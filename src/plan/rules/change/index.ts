/** The closed catalogue of rules about a change, and the one function that holds a change against it. */
import type { Severity } from '../../../errors.ts';
import type { trailRules } from '../history/index.ts';
import { itemChangeRules } from './items.ts';
import { ownerRules } from './ownership.ts';
import { progressChangeRules } from './progress.ts';
import { dueRules, recordChangeRules } from './records.ts';
import type { BaseRule, Change, ChangeViolation } from './rule.ts';

export type { Change, Changed } from './rule.ts';

/** Those that judge of a change what the rules of the trail judge of a commit: they have their names, and mean the same. */
const sharedRules = { ...itemChangeRules, ...recordChangeRules } as const satisfies Partial<
  Record<keyof typeof trailRules, BaseRule>
>;

/** Those that only a change can break. */
export const changeRules = {
  ...dueRules,
  ...progressChangeRules,
  ...ownerRules,
} as const satisfies Record<string, BaseRule>;

export const baseRules = { ...sharedRules, ...changeRules } as const;

/** A rule that a change breaks. */
export interface ChangeFinding extends ChangeViolation {
  rule: string;
  severity: Severity;
}

/** Holds a change against every rule; in the order of rules. */
export const judgeChange = (change: Change): ChangeFinding[] =>
  Object.entries<BaseRule>(baseRules).flatMap(([rule, { severity, check }]) =>
    [...check(change)].map((fault) => ({ ...fault, rule, severity })),
  );
