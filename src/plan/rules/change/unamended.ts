/** The plan's own words that a change moves, and no amendment says so. */
import { recordRules } from '../history/records.ts';
import { fromTrail } from './from-history-rule.ts';
import type { Change, Fault } from './rule.ts';

const rule = fromTrail(recordRules['wording-unamended']);

/** Each with its item, and the field that it is about. */
export const unamended = (change: Change): Fault[] => [...rule.check(change)];
