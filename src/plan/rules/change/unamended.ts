/** The plan's own words that a change moves, and no amendment says so. */
import { recordRules } from '../history/records.ts';
import { fromHistoryRule } from './from-history-rule.ts';
import type { BranchChange, ChangeViolation } from './rule.ts';

const rule = fromHistoryRule(recordRules['wording-unamended']);

/** Each with its item, and the field that it is about. */
export const unamended = (change: BranchChange): ChangeViolation[] => [...rule.check(change)];
