/** `--limit`: the largest number of entries to print. */
import { PlanError } from '../errors.ts';
import { type Option, option } from './command.ts';

export const limitOption = (flags: string, description: string): Option =>
  option(flags, description).argParser(parseLimit);

/** @throws PlanError `usage` */
function parseLimit(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new PlanError('usage', `\`${text}\` is not a positive number`, 'give a whole number from 1');
}
