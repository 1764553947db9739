/** Every rule that `validate` knows, whatever it is about, by its id. */
import { catalogue as all } from '../../src/catalogue/index.ts';

export const catalogue = new Map(
  all.filter(({ judges }) => judges !== 'trail').map((rule) => [rule.id, rule]),
);
