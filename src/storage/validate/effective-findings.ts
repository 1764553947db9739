/** What counts of the findings of a reading, in their one order. */
import type { Item } from '../../../schemas/item.ts';
import type { Finding } from '../../errors.ts';
import { type Choice, type Settled, settle } from '../../plan/rules/policy.ts';
import { sortFindings } from '../../plan/rules/sort-findings.ts';
import type { Reading } from '../plan-files/read-plan.ts';
import { suppressionsOf } from './suppressions.ts';

export const everyRule: Choice = { only: [], ignored: [] };

/** @param sound the items in whose files nothing has to be looked at */
export async function settled(
  findings: readonly Finding[],
  reading: Reading,
  choice: Choice = everyRule,
  sound: ReadonlySet<Item> = new Set(),
): Promise<Settled> {
  const suppressions = await suppressionsOf(reading, sound);
  const told = settle(findings, { about: reading.about, choice, suppressions });
  return { findings: sortFindings(told.findings), suppressed: told.suppressed };
}
