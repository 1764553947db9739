/** The closed catalogue of rules about a change, and the one function that holds a change against it. */
import type { Severity } from '../../trouble.ts';
import { itemChangeRules } from './items.ts';
import { ownerRules } from './owner.ts';
import { progressChangeRules } from './progress.ts';
import { recordChangeRules } from './record.ts';
import type { BaseRule, Change, Fault } from './rule.ts';

export type { Change, Changed } from './rule.ts';

/** Those that judge what a rule of the trail judges have its name. */
export const baseRules = {
  ...itemChangeRules,
  ...recordChangeRules,
  ...progressChangeRules,
  ...ownerRules,
} as const satisfies Record<string, BaseRule>;

/** A rule that a change breaks. */
export interface Broken extends Fault {
  rule: string;
  severity: Severity;
}

/** Holds a change against every rule; in the order of rules. */
export const judgeChange = (change: Change): Broken[] =>
  Object.entries<BaseRule>(baseRules).flatMap(([rule, { severity, check }]) =>
    [...check(change)].map((fault) => ({ ...fault, rule, severity })),
  );
