/** Checks values against the schemas, and turns Zod's issues into problems. */
import type * as z from 'zod/mini';
import { agenciesFile } from '../../../schemas/agencies.ts';
import { item } from '../../../schemas/item.ts';
import { plan } from '../../../schemas/plan.ts';
import { update } from '../../../schemas/update.ts';
import type { Path, Problem } from '../../errors.ts';
import { didYouMean, joinQuoted } from '../../util/suggest.ts';
import { protoKeys, type SchemaName, type SchemaType } from './is-valid.ts';
import type { SchemaRule } from './rule-summaries.ts';

const schemas = { plan, agencies: agenciesFile, item, update } as const satisfies Record<SchemaName, unknown>;

/** What messages call the value as a whole. */
const subjects = { plan: 'the file', agencies: 'the file', item: 'the file', update: 'the update' } as const;

/** The value with its type where it is valid, else every problem. */
export function parseWithProblems<Name extends SchemaName>(
  name: Name,
  value: unknown,
): { value: SchemaType<Name>; problems: [] } | { value: null; problems: Problem[] } {
  const { error } = schemas[name].safeParse(value);
  const problems = [
    ...(error?.issues ?? []).flatMap((issue) => problemsOf(issue, value, subjects[name])),
    ...[...protoKeys(value)].map(protoProblem),
  ];
  return problems.length > 0 ? { value: null, problems } : { value: value as SchemaType<Name>, problems: [] };
}

const protoProblem = (path: Path): Problem => ({
  rule: 'unknown-key' satisfies SchemaRule,
  severity: 'error',
  path,
  atKey: true,
  message: `\`__proto__\` is not a key of ${path.length > 1 ? nameOf(path.slice(0, -1)) : 'the file'}`,
  hint: ownKey,
});

const ownKey = 'keys of your own start with `x-`';

type Issue = z.core.$ZodIssue;

/** The problems of an issue: the rule depends on the kind of the issue. */
function problemsOf(issue: Issue, root: unknown, subject: string): Problem[] {
  const path = issue.path as Path;
  const found = valueAt(root, path);
  const name = path.length > 0 ? nameOf(path) : subject;
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
        `${format(found)} is not a ${enumName(path)}: expected ${expectation(issue)}`,
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
        `${name} is ${format(found)}: expected ${expectation(issue)}`,
        isValidInLowerCase(issue, found) ? `write \`${found.toLowerCase()}\`` : null,
      );
  }
}

/** What to write where only the type is wrong. */
function suggestFix(expected: string, found: unknown): string | null {
  if (typeof found === 'number' && expected === 'string') return 'put it in quotes';
  const isPlainText = typeof found === 'string' && /^[\w, -]{1,60}$/.test(found);
  return isPlainText && expected === 'array' ? `write \`[${found}]\`` : null;
}

/** A problem for each duplicate entry of a list. */
const repeated = (list: readonly unknown[], path: Path, issue: Issue): Problem[] =>
  list.flatMap((entry, index) =>
    list.indexOf(entry) === index
      ? []
      : {
          rule: 'wrong-form' satisfies SchemaRule,
          severity: 'error',
          path: [...path, index],
          message: `${format(entry)} is listed twice in ${nameOf(path)}: expected ${expectation(issue)}`,
        },
  );

const keysOf = (value: unknown): string =>
  typeof value === 'object' && value !== null ? joinQuoted(Object.keys(value)) || 'no keys' : format(value);

/** Whether a text is valid once in lower case: `DoL` where an id is expected. */
function isValidInLowerCase(issue: Issue, found: unknown): found is string {
  if (issue.code !== 'invalid_format' || typeof found !== 'string') return false;
  const [, pattern] = /^\/(.*)\/[a-z]*$/.exec(issue.pattern ?? '') ?? [];
  return pattern !== undefined && new RegExp(pattern).test(found.toLowerCase());
}

/** What the schema expects, to follow the word "expected". Uses the schema's own message where it has one. */
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

/** A value for a message, shortened where it is long. */
function format(value: unknown): string {
  if (typeof value === 'object') return kindOf(value);
  const text = String(value);
  return `\`${text.length > 60 ? `${text.slice(0, 59)}…` : text}\``;
}

/** The last step of a path for a message: "`due`", "entry 2 of `milestones`". */
function nameOf(path: Path): string {
  const last = path.at(-1)!;
  return typeof last === 'number' ? `entry ${last + 1} of \`${path.at(-2) ?? ''}\`` : `\`${last}\``;
}

/** The name of an enum field for a message: `status`, `horizon`. */
const enumName = (path: Path): string =>
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
