/** The rules about the files of a plan, by id. */
import { ruleDocs } from '../../src/rule-docs/index.ts';

export const fileRules = new Map(
  ruleDocs
    .filter(({ subject }) => !['history', 'change', 'import'].includes(subject))
    .map((rule) => [rule.id, rule]),
);
