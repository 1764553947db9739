/** Compares the two YAML readers: whatever `js-yaml.ts` reads must be exactly what `yaml` reads without an error. */
import { exceedsLimits } from '../../../src/plan/model/limits.ts';
import { parseWithJsYaml } from '../../../src/storage/yaml/js-yaml.ts';
import { parse } from '../../../src/storage/yaml/parse.ts';

export interface Difference {
  /** What js-yaml gave, or the error that it threw. */
  given: unknown;
  /** What `yaml` gives; null where it finds errors. */
  expected: unknown;
  errors: readonly string[];
}

export interface Verdict {
  /** Whether js-yaml read the text, instead of leaving it to `yaml`. */
  wasRead: boolean;
  difference: Difference | null;
}

export function verdict(text: string): Verdict {
  let given: unknown;
  try {
    given = parseWithJsYaml(text);
  } catch (error) {
    return { wasRead: true, difference: { given: error, expected: null, errors: [] } };
  }
  if (given === undefined) return { wasRead: false, difference: null };
  const { value, errors } = readWithYaml(text);
  const isSame = errors.length === 0 && same(given, value);
  return { wasRead: true, difference: isSame ? null : { given, expected: value, errors } };
}

function readWithYaml(text: string): { value: unknown; errors: readonly string[] } {
  const excess = exceedsLimits(text);
  if (excess) return { value: null, errors: [excess.message] };
  const { value, errors } = parse(text);
  return { value, errors: errors.map(({ rule, message }) => `${rule}: ${message}`) };
}

/** Whether two values are identical: `-0` is not `0`, and keys have the same order. */
export function same(one: unknown, other: unknown): boolean {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null)
    return Object.is(one, other);
  if (Object.getPrototypeOf(one) !== Object.getPrototypeOf(other)) return false;
  const [keys, others] = [Object.keys(one), Object.keys(other)];
  return (
    keys.length === others.length &&
    keys.every(
      (key, index) =>
        key === others[index] &&
        same((one as Record<string, unknown>)[key], (other as Record<string, unknown>)[key]),
    )
  );
}
