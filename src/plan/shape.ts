/** The shape of a file's value: Zod's issues as problems in our words. */
import type * as z from 'zod/mini';
import { register } from '../../schemas/agencies.ts';
import { item } from '../../schemas/item.ts';
import { plan } from '../../schemas/plan.ts';
import { update } from '../../schemas/update.ts';
import type { Path, Problem } from '../trouble.ts';
import { didYouMean, list } from './nearest.ts';

const shapes = { plan, agencies: register, item, update } as const;

/** Which shape a file, or an entry of `updates`, has. */
export type ShapeName = keyof typeof shapes;
export type Shaped<Name extends ShapeName> = z.infer<(typeof shapes)[Name]>;

/** The value with its type, where its shape is right; else every fault of its shape. */
export function shape<Name extends ShapeName>(
  name: Name,
  value: unknown,
): { value: Shaped<Name>; problems: [] } | { value: null; problems: Problem[] } {
  const result = shapes[name].safeParse(value);
  if (result.success) return { value: value as Shaped<Name>, problems: [] };
  return { value: null, problems: result.error.issues.flatMap((issue) => problemsOf(issue, value)) };
}

type Issue = z.core.$ZodIssue;

/** One rule for each way a shape can be wrong. `expected` reads on from "expected". */
function problemsOf(issue: Issue, root: unknown): Problem[] {
  const path = issue.path as Path;
  const found = valueAt(root, path);
  const name = nameOf(path);
  const problem = (rule: string, message: string, hint?: string | null): Problem[] => [
    { rule, severity: 'error', path, message, ...(hint ? { hint } : {}) },
  ];
  if (found === undefined && issue.code !== 'unrecognized_keys')
    return problem('missing-key', `${name} is missing: expected ${expectation(issue)}`);
  switch (issue.code) {
    case 'unrecognized_keys': {
      const known = (issue as { known?: string[] }).known ?? [];
      return issue.keys.map((key) => ({
        rule: 'unknown-key',
        severity: 'error',
        path: [...path, key],
        atKey: true,
        message: `\`${key}\` is not a key of ${path.length > 0 ? name : 'this file'}: expected ${list(known, 'or')}`,
        hint: didYouMean(key, known) ?? 'a key of your own starts with `x-`',
      }));
    }
    case 'invalid_value':
      return problem(
        'unknown-word',
        `${shown(found)} is not a ${words(path)}: expected ${expectation(issue)}`,
        typeof found === 'string' ? didYouMean(found, issue.values.map(String)) : null,
      );
    case 'invalid_type':
      return problem(
        'wrong-type',
        `${name} is ${kindOf(found)}: expected ${expectation(issue)}`,
        typeof found === 'number' && issue.expected === 'string' ? 'put it in quotes' : null,
      );
    default:
      return problem('wrong-form', `${name} is ${shown(found)}: expected ${expectation(issue)}`);
  }
}

/** What Zod wanted, in words. The schemas' own messages say it where they have one. */
function expectation(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return typeNames[issue.expected] ?? issue.expected;
    case 'invalid_value':
      return list(issue.values.map(String), 'or');
    case 'too_small':
      return issue.origin === 'array' ? 'at least one entry' : issue.message;
    default:
      return issue.message;
  }
}

const typeNames: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: '`true` or `false`',
  array: 'a list',
  object: 'a mapping',
};

function kindOf(value: unknown): string {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return 'a list';
  return { string: 'text', number: 'a number', boolean: 'true or false', object: 'a mapping' }[
    typeof value as 'string'
  ];
}

/** A value as a person would recognise it, cut where it is long. */
function shown(value: unknown): string {
  if (typeof value === 'object') return kindOf(value);
  const text = String(value);
  return `\`${text.length > 60 ? `${text.slice(0, 59)}…` : text}\``;
}

/** "`due` of milestones[1]": the last key, in what it stands. */
function nameOf(path: Path): string {
  if (path.length === 0) return 'the file';
  const last = path.at(-1)!;
  return typeof last === 'number' ? `entry ${last + 1} of \`${path.at(-2) ?? ''}\`` : `\`${last}\``;
}

/** The singular of what a path holds: `status`, `horizon`. */
const words = (path: Path): string => String(path.findLast((step) => typeof step === 'string') ?? 'value');

function valueAt(root: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, step)
        ? (value as Record<string | number, unknown>)[step]
        : undefined,
    root,
  );
}
