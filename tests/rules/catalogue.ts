/** Every rule that a finding can name, whatever it is about, and what must hold. */
import { rules } from '../../src/plan/rules/index.ts';
import { shapeRules } from '../../src/plan/shape.ts';
import { evidenceRules } from '../../src/store/evidence-rules.ts';
import { fileRules } from '../../src/store/read.ts';
import { yamlRules } from '../../src/store/yaml-faults.ts';

const judging = Object.entries({ ...rules.plan, ...rules.register, ...rules.item });

export const catalogue: ReadonlyMap<string, string> = new Map([
  ...Object.entries({ ...fileRules, ...evidenceRules, ...yamlRules, ...shapeRules }),
  ...judging.map(([rule, { about }]) => [rule, about] as const),
]);
