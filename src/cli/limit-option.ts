/** `--limit`: the largest number of entries to print. */
import { PlanError } from '../errors.ts';

/** @returns infinity if the option is not given. @throws PlanError `usage` */
export function parseLimit(text: string | undefined): number {
  if (text === undefined) return Number.POSITIVE_INFINITY;
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new PlanError('usage', `\`${text}\` is not a positive number`, 'give a whole number from 1');
}
