/** Applies a plan's policy and suppressions to findings. */
import type { Item } from '../../../schemas/item.ts';
import type { Finding } from '../../errors.ts';
import { applyPolicy, type FilteredFindings, type RuleSelection } from '../../plan/policy/index.ts';
import { sortFindings } from '../../plan/rules/sort-findings.ts';
import type { PlanReading } from '../plan-files/read-plan.ts';
import { suppressionsOf } from './suppressions.ts';

const allRules: RuleSelection = { only: [], ignored: [] };

/**
 * The findings to report, sorted, and those that are suppressed.
 *
 * @param clean items without findings and without suppressions
 */
export async function effectiveFindings(
  findings: readonly Finding[],
  reading: PlanReading,
  choice: RuleSelection = allRules,
  clean: ReadonlySet<Item> = new Set(),
): Promise<FilteredFindings> {
  const suppressions = await suppressionsOf(reading, clean);
  const filtered = applyPolicy(findings, { settings: reading.settings, choice, suppressions });
  return { findings: sortFindings(filtered.findings), suppressed: filtered.suppressed };
}
