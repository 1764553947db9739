/** Which rules a change of plan.yaml weakens: lower severities, and rules of the plan that are gone. */
import type { RuleSetting } from '../../../schemas/enums.ts';
import type { PlanFile } from '../../../schemas/plan.ts';
import { rules } from './index.ts';
import { evidenceRules, suppressionRules } from './rule-summaries.ts';

export interface WeakenedRule {
  rule: string;
  from: RuleSetting;
  to: RuleSetting;
}

/** The rules of `before` that `after` gives a lower severity, in the order of `before` and then of `after`. */
export function weakenedRules(before: PlanFile, after: PlanFile): WeakenedRule[] {
  const names = [
    ...Object.keys(before.validation?.severities ?? {}),
    ...Object.keys(after.validation?.severities ?? {}),
  ];
  return [...new Set(names)].flatMap((rule): WeakenedRule[] => {
    const [from, to] = [before, after].map((settings) => severityOf(rule, settings)) as [
      RuleSetting,
      RuleSetting,
    ];
    return ranks.indexOf(to) < ranks.indexOf(from) ? [{ rule, from, to }] : [];
  });
}

/** The settings with the severities that these rules had before. */
export function withSeverities(settings: PlanFile, weakened: readonly WeakenedRule[]): PlanFile {
  if (weakened.length === 0) return settings;
  const severities = Object.fromEntries(weakened.map(({ rule, from }) => [rule, from]));
  const { validation = {} } = settings;
  return {
    ...settings,
    validation: { ...validation, severities: { ...validation.severities, ...severities } },
  };
}

const ranks: readonly RuleSetting[] = ['off', 'warning', 'error'];

/** The severity that a plan gives a rule: its own where the plan sets none. */
function severityOf(rule: string, { validation = {} }: PlanFile): RuleSetting {
  const { severities = {}, rules: own = [] } = validation;
  if (Object.hasOwn(severities, rule)) return severities[rule]!;
  return builtIn.get(rule) ?? own.find(({ id }) => id === rule)?.severity ?? 'error';
}

const builtIn = new Map<string, RuleSetting>(
  [...Object.values(rules), evidenceRules, suppressionRules].flatMap((table) =>
    Object.entries(table).map(([rule, { severity }]) => [rule, severity as RuleSetting] as const),
  ),
);
