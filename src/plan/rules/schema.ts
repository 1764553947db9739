/** The shape of a file's value: Zod's issues as problems in our words. */
import type * as z from 'zod/mini';
import { agenciesFile } from '../../../schemas/agencies.ts';
import { item } from '../../../schemas/item.ts';
import { plan } from '../../../schemas/plan.ts';
import { update } from '../../../schemas/update.ts';
import type { Path, Problem } from '../../errors.ts';
import { didYouMean, joinQuoted } from '../../util/suggest.ts';
import { protoKeys, type SchemaName, type SchemaType } from './is-valid.ts';
import type { SchemaRule } from './schema-rules.ts';

const shapes = { plan, agencies: agenciesFile, item, update } as const satisfies Record<SchemaName, unknown>;

/** What a value of the shape is. */
const wholes = { plan: 'the file', agencies: 'the file', item: 'the file', update: 'the report' } as const;

/** The value with its type, where its shape is right; else every fault of its shape. */
export function parseWithProblems<Name extends SchemaName>(
  name: Name,
  value: unknown,
): { value: SchemaType<Name>; problems: [] } | { value: null; problems: Problem[] } {
  const { error } = shapes[name].safeParse(value);
  const problems = [
    ...(error?.issues ?? []).flatMap((issue) => problemsOf(issue, value, wholes[name])),
    ...[...protoKeys(value)].map(unseen),
  ];
  return problems.length > 0 ? { value: null, problems } : { value: value as SchemaType<Name>, problems: [] };
}

const unseen = (path: Path): Problem => ({
  rule: 'unknown-key' satisfies SchemaRule,
  severity: 'error',
  path,
  atKey: true,
  message: `\`__proto__\` is not a key of ${path.length > 1 ? nameOf(path.slice(0, -1)) : 'the file'}`,
  hint: ownKey,
});

const ownKey = 'a key of your own starts with `x-`';

type Issue = z.core.$ZodIssue;

/** One rule for each way a shape can be wrong. `expected` reads on from "expected". */
function problemsOf(issue: Issue, root: unknown, whole: string): Problem[] {
  const path = issue.path as Path;
  const found = valueAt(root, path);
  const name = path.length > 0 ? nameOf(path) : whole;
  const problem = (rule: SchemaRule, message: string, hint?: string | null): Problem[] => [
    { rule, severity: 'error', path, message, ...(hint ? { hint } : {}) },
  ];
  if (found === undefined && issue.code !== 'unrecognized_keys')
    return problem('missing-key', `${name} is missing: expected ${expectation(issue)}`);
  switch (issue.code) {
    case 'unrecognized_keys': {
      const known = (issue as { known?: string[] }).known ?? [];
      return issue.keys.map((key) => ({
        rule: 'unknown-key' satisfies SchemaRule,
        severity: 'error',
        path: [...path, key],
        atKey: true,
        message: `\`${key}\` is not a key of ${name}: expected ${joinQuoted(known, 'or')}`,
        hint: didYouMean(key, known) ?? ownKey,
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
        suggestFix(issue.expected, found),
      );
    case 'custom':
      if (Array.isArray(found)) return repeated(found, path, issue);
      return problem('wrong-form', `${name} has ${keysOf(found)}: expected ${expectation(issue)}`);
    default:
      return problem(
        'wrong-form',
        `${name} is ${shown(found)}: expected ${expectation(issue)}`,
        isOnlyInCapitals(issue, found) ? `write \`${found.toLowerCase()}\`` : null,
      );
  }
}

/** What to write where the type alone is wrong. */
function suggestFix(expected: string, found: unknown): string | null {
  if (typeof found === 'number' && expected === 'string') return 'put it in quotes';
  const isWords = typeof found === 'string' && /^[\w, -]{1,60}$/.test(found);
  return isWords && expected === 'array' ? `write \`[${found}]\`` : null;
}

/** What stands again in a list whose entries all differ. */
const repeated = (list: readonly unknown[], path: Path, issue: Issue): Problem[] =>
  list.flatMap((entry, index) =>
    list.indexOf(entry) === index
      ? []
      : {
          rule: 'wrong-form' satisfies SchemaRule,
          severity: 'error',
          path: [...path, index],
          message: `${shown(entry)} stands twice in ${nameOf(path)}: expected ${expectation(issue)}`,
        },
  );

const keysOf = (value: unknown): string =>
  typeof value === 'object' && value !== null ? joinQuoted(Object.keys(value)) || 'no keys' : shown(value);

/** `DoL` where an id is expected: only the capitals keep it from being one. */
function isOnlyInCapitals(issue: Issue, found: unknown): found is string {
  if (issue.code !== 'invalid_format' || typeof found !== 'string') return false;
  const [, pattern] = /^\/(.*)\/[a-z]*$/.exec(issue.pattern ?? '') ?? [];
  return pattern !== undefined && new RegExp(pattern).test(found.toLowerCase());
}

/** What Zod wanted, in words. The schemas' own messages say it where they have one. */
function expectation(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return typeNames[issue.expected] ?? issue.expected;
    case 'invalid_value':
      return joinQuoted(issue.values.map(String), 'or');
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
  if (Array.isArray(value)) return value.length > 0 ? 'a list' : 'an empty list';
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
  const last = path.at(-1)!;
  return typeof last === 'number' ? `entry ${last + 1} of \`${path.at(-2) ?? ''}\`` : `\`${last}\``;
}

/** The singular of what a path holds: `status`, `horizon`. */
const words = (path: Path): string =>
  path.at(-2) === 'severities'
    ? 'severity'
    : String(path.findLast((step) => typeof step === 'string') ?? 'value');

function valueAt(root: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, step)
        ? (value as Record<string | number, unknown>)[step]
        : undefined,
    root,
  );
}
