/** Every rule about a plan as it stands, by its id. */
import { ruleDocs as all } from '../../src/rule-docs/index.ts';

export const catalogue = new Map(
  all
    .filter(({ subject }) => !['history', 'change', 'import'].includes(subject))
    .map((rule) => [rule.id, rule]),
);
