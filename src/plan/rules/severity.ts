/** How much a rule weighs in a plan: as the rule says, unless the plan says otherwise. */

import type { RuleSetting } from '../../../schemas/enums.ts';
import type { PlanFile } from '../../../schemas/plan.ts';
import type { Severity } from '../../errors.ts';

/** `off` where the plan does not apply the rule. Whoever asks sees to it that the rule is one that can be set. */
export function severityIn(
  { validation }: Pick<PlanFile, 'validation'>,
  { rule, severity }: { rule: string; severity: Severity },
): RuleSetting {
  const { severities } = validation ?? {};
  return severities && Object.hasOwn(severities, rule) ? severities[rule]! : severity;
}
