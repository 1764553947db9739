/** Every rule that `validate` knows without a base, whatever it is about, by its id. */
import { catalogue as all } from '../../src/catalogue/index.ts';

export const catalogue = new Map(
  all.filter(({ judges }) => !['trail', 'base'].includes(judges)).map((rule) => [rule.id, rule]),
);
