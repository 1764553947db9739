/** How many to tell at most. */
import { PlanError } from '../errors.ts';

/** @throws PlanError `usage` */
export function parseLimit(text: string | undefined): number {
  if (text === undefined) return Number.POSITIVE_INFINITY;
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new PlanError('usage', `\`${text}\` is not a count`, 'give a whole number from 1');
}
