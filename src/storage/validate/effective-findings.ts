/** What counts of the findings of a reading, in their one order. */
import type { Item } from '../../../schemas/item.ts';
import type { Finding } from '../../errors.ts';
import { applyPolicy, type FilteredFindings, type RuleSelection } from '../../plan/policy/index.ts';
import { sortFindings } from '../../plan/rules/sort-findings.ts';
import type { PlanReading } from '../plan-files/read-plan.ts';
import { suppressionsOf } from './suppressions.ts';

export const allRules: RuleSelection = { only: [], ignored: [] };

/** @param sound the items in whose files nothing has to be looked at */
export async function effectiveFindings(
  findings: readonly Finding[],
  reading: PlanReading,
  choice: RuleSelection = allRules,
  sound: ReadonlySet<Item> = new Set(),
): Promise<FilteredFindings> {
  const suppressions = await suppressionsOf(reading, sound);
  const told = applyPolicy(findings, { settings: reading.settings, choice, suppressions });
  return { findings: sortFindings(told.findings), suppressed: told.suppressed };
}
