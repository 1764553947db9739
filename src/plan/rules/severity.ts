/** The severity of a rule in a plan. */

import type { PlanFile } from '../../../schemas/plan.ts';
import type { Severity } from '../../errors.ts';

/** The severity that plan.yaml sets, else the rule's own. The caller makes sure that the rule is a configurable one. */
export function severityIn(
  { validation }: Pick<PlanFile, 'validation'>,
  { rule, severity }: { rule: string; severity: Severity },
): Severity | 'off' {
  const { severities } = validation ?? {};
  return severities && Object.hasOwn(severities, rule) ? severities[rule]! : severity;
}
