/** The rules about the files of a plan, by id. */
import { ruleDocs as all } from '../../src/rule-docs/index.ts';

export const catalogue = new Map(
  all
    .filter(({ subject }) => !['history', 'change', 'import'].includes(subject))
    .map((rule) => [rule.id, rule]),
);
