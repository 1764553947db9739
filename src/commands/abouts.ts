/** What must hold by each rule, whatever it is about, in one sentence. */
import { trailRules } from '../plan/audit/index.ts';
import type { TrailRule } from '../plan/audit/rule.ts';
import { rules } from '../plan/rules/index.ts';
import { shapeRules } from '../plan/shape.ts';
import { evidenceRules } from '../store/evidence-rules.ts';
import { fileRules } from '../store/read.ts';
import { yamlRules } from '../store/yaml-faults.ts';

const judging = { ...rules.plan, ...rules.register, ...rules.item };

export const abouts: ReadonlyMap<string, string> = new Map([
  ...Object.entries({ ...fileRules, ...evidenceRules, ...yamlRules, ...shapeRules }),
  ...Object.entries(judging).map(([rule, { about }]) => [rule, about] as const),
  ...Object.entries<TrailRule>(trailRules).map(([rule, { about }]) => [rule, about] as const),
]);
