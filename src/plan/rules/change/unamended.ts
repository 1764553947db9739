/** Changes of frozen fields without an amendment. */
import { recordRules } from '../history/records.ts';
import { fromHistoryRule } from './from-history-rule.ts';
import type { BranchChange, ChangeViolation } from './rule.ts';

const rule = fromHistoryRule(recordRules['wording-unamended']);

/** A violation for each such change, with its item and field. */
export const unamended = (change: BranchChange): ChangeViolation[] => [...rule.check(change)];
