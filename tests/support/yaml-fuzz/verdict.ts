/** Whether the fast readers tell the truth of a text: what `yaml` reads without a fault, to the bit, or nothing. */
import { exceedsLimits } from '../../../src/plan/model/limits.ts';
import { parseFast } from '../../../src/storage/yaml/fast-parse.ts';
import { parseWithJsYaml } from '../../../src/storage/yaml/js-yaml.ts';
import { parseWithPositions } from '../../../src/storage/yaml/js-yaml-positions.ts';
import { parse } from '../../../src/storage/yaml/parse.ts';

/** The readers that are held against `yaml`. Each gives undefined where it steps aside. */
export const readers: Readonly<Record<string, (text: string) => unknown>> = {
  parseFast,
  parseWithJsYaml,
  places: parseWithPositions,
};

export interface Difference {
  reader: string;
  /** What the reader gave, or the error that it threw. */
  given: unknown;
  /** What `yaml` gives; null where it finds faults. */
  exact: unknown;
  faults: readonly string[];
}

/** What became of a text: which readers gave a value, and the first of those that should not have given that one. */
export interface Verdict {
  answered: readonly string[];
  difference: Difference | null;
}

export function verdict(text: string): Verdict {
  const answered: string[] = [];
  let exact: ReturnType<typeof exactly> | undefined;
  for (const [reader, read] of Object.entries(readers)) {
    let given: unknown;
    try {
      given = read(text);
    } catch (error) {
      return { answered, difference: { reader, given: error, exact: null, faults: [] } };
    }
    if (given === undefined) continue;
    answered.push(reader);
    exact ??= exactly(text);
    const right = reader === 'places' ? { value: exact.value, root: exact.root } : exact.value;
    if (exact.faults.length > 0 || !same(given, right))
      return { answered, difference: { reader, given, exact: right, faults: exact.faults } };
  }
  return { answered, difference: null };
}

function exactly(text: string): { value: unknown; root: unknown; faults: readonly string[] } {
  const beyond = exceedsLimits(text);
  if (beyond) return { value: null, root: null, faults: [beyond.message] };
  const { value, root, faults } = parse(text);
  return { value, root, faults: faults.map(({ rule, message }) => `${rule}: ${message}`) };
}

/** Whether two values are the same through and through: `-0` is not `0`, and keys stand in the same order. */
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
