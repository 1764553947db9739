/** Every rule about a plan as it stands, by its id. */
import { ruleDocs as all } from '../../src/rule-docs/index.ts';

export const catalogue = new Map(
  all.filter(({ judges }) => !['trail', 'change', 'row'].includes(judges)).map((rule) => [rule.id, rule]),
);
