/**
 * Parses and evaluates CEL expressions over values of known types. In expressions keys are in camel case and dates are
 * timestamps at midnight UTC; `has(item.lead)` tests whether a key is present. The only module that imports the library.
 */
import { runInNewContext } from 'node:vm';
import { Duration, Environment } from '@marcbachmann/cel-js/evaluator';
import { type FieldType, toCamelCase } from '../../schemas/field-types.ts';
import { capitalize } from '../util/capitalize.ts';
import { type AstNode, childNodes, isComprehension } from './ast.ts';
import { InvalidPattern, toRegExp } from './patterns.ts';
import { fieldUses, functionCalls, receivers, rewrite, type Substitution } from './shorthand.ts';

/** An error in an expression; `start` and `end` are offsets in its text. */
export interface ExpressionError {
  message: string;
  start: number;
  end: number;
  hint?: string | null;
  /** The absent field that the expression needs for a result. */
  absent?: string;
  /** Whether the error is in a pattern of `matches`. */
  isPattern?: boolean;
}

export interface Expression {
  /** The names of the scope that it uses. */
  names: string[];
  /** The fields of a name that it uses, spelled as in the value: `['lead']` for `item.lead`. */
  fieldsOf(name: string): string[];
  /** Evaluates it. @param values the values of the names, each made by `toCel` */
  test(values: Readonly<Record<string, CelValue>>): boolean | ExpressionError;
}

/** A value converted for expressions. */
type CelValue = { readonly celValue: unique symbol };

/** What expressions can use besides the names of the scope. */
export interface LanguageOptions {
  /** The days that a text stands for. @throws Error where it is not a day or period */
  periodOf(text: string): { from: string; to: string };
  /** The name whose fields can be used alone: `due` for `facts.due`. */
  shorthand?: {
    name: string;
    /** For a field that is never absent: what to write instead of `has`; null for any other field. */
    insteadOfHas(field: string): string | null;
    /**
     * For a date that is one of several: `due.within(…)` is true where any of `list` is within the period; otherwise it is
     * not known where `isOpen` is true, because the field `unknown` is absent.
     */
    anyWithin: Readonly<Record<string, { list: string; isOpen: string; unknown: string }>>;
    /** The value that a text stands for where it is compared with a field. @throws Error, with a `hint` */
    resolveValue(field: string, text: string): string;
  };
}

export interface Language {
  parse(text: string): Expression | ExpressionError;
  /** Converts the value of a name, once for all expressions. */
  toCel(name: string, value: unknown): CelValue;
}

export type Scope = Readonly<Record<string, FieldType>>;

/** More than a useful expression needs; they stop hostile ones. */
const limits = {
  maxAstNodes: 1000,
  maxDepth: 50,
  maxListElements: 200,
  maxMapEntries: 200,
  maxCallArguments: 8,
};
const maxLoopDepth = 2;

/** The functions that take a day as text. */
const dayFunctions = ['date', 'start', 'end', 'within'];

/** @param scope the names that expressions can use, with their types */
export function createLanguage(
  scope: Scope,
  { periodOf, shorthand }: LanguageOptions = { periodOf: calendarDay },
): Language {
  const env = new Environment({ limits, enableOptionalTypes: true });
  const classes: Classes = new Map();
  for (const [name, kind] of Object.entries(scope))
    env.registerVariable(name, typeOf(env, classes, kind, capitalize(name)));
  const instant = (day: string) => new Date(`${day}T00:00:00Z`);
  const date = (text: string) => {
    const { from, to } = periodOf(text);
    if (from === to) return instant(from);
    throw Object.assign(new Error(`\`${text}\` is not a day: it runs from ${from} to ${to}`), {
      hint: `use \`start("${text}")\` or \`end("${text}")\``,
    });
  };
  const functions = {
    'date(string): google.protobuf.Timestamp': date,
    'start(string): google.protobuf.Timestamp': (text: string) => instant(periodOf(text).from),
    'end(string): google.protobuf.Timestamp': (text: string) => instant(periodOf(text).to),
    'google.protobuf.Timestamp.within(string): bool': (day: Date, text: string) => {
      const { from, to } = periodOf(text);
      return instant(from) <= day && day <= instant(to);
    },
  };
  const patterns = new Map<string, RegExp>();
  const matches = (text: string, pattern: string) => {
    const known = patterns.get(pattern) ?? toRegExp(pattern);
    patterns.set(pattern, known);
    return known.test(text);
  };
  env.registerFunction(`string.${matchesPattern}(string): bool`, matches);
  for (const [signature, body] of Object.entries(functions)) env.registerFunction(signature, body);
  env.registerFunction('days(int): google.protobuf.Duration', (days: bigint) => new Duration(days * 86_400n));

  /** Expands the shorthand names of an expression. @throws InvalidExpression */
  function expand(
    text: string,
    { name, insteadOfHas, anyWithin, resolveValue }: NonNullable<LanguageOptions['shorthand']>,
  ) {
    const tree: AstNode = env.parse(text).ast;
    const kind = scope[name]!;
    const fields =
      typeof kind === 'object' && 'fields' in kind ? Object.keys(kind.fields).map(toCamelCase) : [];
    const substitutions: Substitution[] = [];
    const calls = new Map(receivers(tree, 'within'));
    for (const use of fieldUses(tree, fields)) {
      const { at, field } = use;
      const call = use.what === 'name' ? calls.get(at) : undefined;
      const any = call && anyWithin[field];
      if (any) {
        const start = `(${name}.${any.list}.exists(${field}, ${field}`;
        const end = `) || (${name}.${any.isOpen} && ${name}.${any.unknown}))`;
        substitutions.push({ start: at.start, end: at.end, text: start });
        substitutions.push({ start: call.end, end: call.end, text: end });
      } else if (use.what === 'name')
        substitutions.push({ start: at.start, end: at.end, text: `${name}.${field}` });
      else if (use.what === 'has') {
        const instead = insteadOfHas(keyOf(kind, field));
        if (instead !== null) throw new InvalidExpression(`\`${field}\` is never absent`, at, instead);
      } else {
        const value = atNode(at, () => resolveValue(keyOf(kind, field), use.text));
        if (value !== use.text)
          substitutions.push({ start: at.start, end: at.end, text: JSON.stringify(value) });
      }
    }
    for (const { at, name: called, text: day } of functionCalls(tree, dayFunctions))
      atNode(at, () => (called === 'date' ? date(day) : periodOf(day)));
    return rewrite(text, substitutions);
  }

  function parse(text: string): Expression | ExpressionError {
    if (!shorthand) return catchErrors(text, () => parseExpanded(text));
    const expanded = catchErrors(text, () => expand(text, shorthand));
    if ('message' in expanded) return expanded;
    const withOriginalOffsets = (error: ExpressionError): ExpressionError => ({
      ...error,
      start: expanded.originalOffset(error.start),
      end: expanded.originalOffset(error.end),
    });
    const expression = catchErrors(expanded.text, () => parseExpanded(expanded.text));
    if ('message' in expression) return withOriginalOffsets(expression);
    const { test } = expression;
    return {
      ...expression,
      test: (values) => {
        const result = test(values);
        return typeof result === 'object' ? withOriginalOffsets(result) : result;
      },
    };
  }

  /** @throws InvalidExpression, or an error of the library */
  function parseExpanded(text: string): Expression {
    const run = env.parse(text);
    checkLimits(run.ast);
    // The library accepts unknown fields in `has`, so check the expression also with `dyn` in its place.
    for (const checked of [text, text.replace(/\bhas(?=\s*\()/g, 'dyn')]) {
      const { valid, type, error } = env.check(checked);
      if (!valid) throw error;
      if (checked === text && type !== 'bool' && type !== 'dyn')
        throw new InvalidExpression(`the result is ${type}: expected true or false`, run.ast);
    }
    for (const { at, text: pattern } of functionCalls(run.ast, ['matches']))
      atNode(at, () => toRegExp(pattern));
    renameMatches(run.ast);
    return {
      names: [...new Set(fieldUses(run.ast, Object.keys(scope)).map(({ field }) => field))],
      fieldsOf: (name) => [...new Set(fieldsIn(run.ast, name))].map((field) => keyOf(scope[name]!, field)),
      test: (values) =>
        catchErrors(text, () => {
          const result: unknown = run(values);
          if (typeof result === 'boolean') return result;
          throw new InvalidExpression('the result is neither true nor false', run.ast);
        }),
    };
  }

  return {
    parse,
    toCel: (name, value) => toCelValue(classes, value, scope[name]!) as CelValue,
  };
}

function catchErrors<Result>(text: string, work: () => Result): Result | ExpressionError {
  try {
    return work();
  } catch (error) {
    return toExpressionError(error as Error, text);
  }
}

/** An error that the library does not find, with a range as the library's errors have. */
class InvalidExpression extends Error {
  readonly range: { start: number; end: number };
  readonly hint: string | null;

  constructor(message: string, { start, end }: { start: number; end: number }, hint: string | null = null) {
    super(message);
    this.range = { start, end };
    this.hint = hint;
  }
}

/** Runs a function. @throws InvalidExpression with the range of the node, for any error */
function atNode<Result>(at: AstNode, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    const { message, hint } = error as Error & { hint?: string | null };
    throw new InvalidExpression(message, at, hint);
  }
}

/** How long an expression can take for a number of items, in milliseconds. Only hostile expressions take longer. */
export const timeBudget = (items: number): number => Math.min(2000 + 2 * items, 10_000);

/** Runs work that might not end, such as matching a hostile pattern; null after `time` milliseconds. */
export function runWithTimeout<Result>(time: number, work: () => Result): { result: Result } | null {
  try {
    return { result: runInNewContext('work()', { work }, { timeout: time }) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return null;
    throw error;
  }
}

const types = { text: 'string', date: 'google.protobuf.Timestamp', number: 'int', flag: 'bool', any: 'dyn' };

/** The classes of object types: the library takes the type of an object from its class. */
type Classes = Map<FieldType, { name: string; ctor: new () => object }>;

/** The name of a type in the library; object types are registered, with the types in them. */
function typeOf(env: Environment, classes: Classes, kind: FieldType, name: string): string {
  if (typeof kind === 'string') return types[kind];
  if ('list' in kind) return `list<${typeOf(env, classes, kind.list, name)}>`;
  if ('map' in kind) return `map<string, ${typeOf(env, classes, kind.map, name)}>`;
  const known = classes.get(kind);
  if (known) return known.name;
  const fields = Object.entries(kind.fields).map(([key, inner]): [string, string] => [
    toCamelCase(key),
    typeOf(env, classes, inner, name + capitalize(toCamelCase(key))),
  ]);
  const ctor = class {};
  classes.set(kind, { name, ctor });
  env.registerType(name, { ctor, fields: Object.fromEntries(fields) });
  return name;
}

const keyOf = (kind: FieldType, field: string): string =>
  (typeof kind === 'object' &&
    'fields' in kind &&
    Object.keys(kind.fields).find((key) => toCamelCase(key) === field)) ||
  field;

/** Converts a value for expressions. */
function toCelValue(classes: Classes, value: unknown, kind: FieldType): unknown {
  if (value === undefined || kind === 'any' || kind === 'text' || kind === 'flag') return value;
  if (kind === 'date') return new Date(`${value}T00:00:00Z`);
  if (kind === 'number') return BigInt(value as number);
  if ('list' in kind) return (value as unknown[]).map((each) => toCelValue(classes, each, kind.list));
  const object = value as Record<string, unknown>;
  const present = (keys: readonly string[]) =>
    keys.filter((key) => Object.hasOwn(object, key) && object[key] !== undefined);
  if ('map' in kind)
    return new Map(
      present(Object.keys(object)).map((key) => [key, toCelValue(classes, object[key], kind.map)]),
    );
  const fields = present(Object.keys(kind.fields)).map((key) => [
    toCamelCase(key),
    toCelValue(classes, object[key], kind.fields[key]!),
  ]);
  return Object.assign(new (classes.get(kind)!.ctor)(), Object.fromEntries(fields));
}

function calendarDay(text: string): { from: string; to: string } {
  const date = new Date(`${text}T00:00:00Z`);
  if (
    !/^\d{4}-\d\d-\d\d$/.test(text) ||
    Number.isNaN(date.getTime()) ||
    date.toISOString().slice(0, 10) !== text
  )
    throw new Error(`\`${text}\` is not a day of the calendar`);
  return { from: text, to: text };
}

/**
 * Refuses deeply nested loops, whose time grows without bounds, and `cel.bind`, which can double a text at each step.
 * @throws InvalidExpression
 */
function checkLimits(node: unknown, depth = 0): void {
  for (const each of childNodes(node)) {
    const isLoop = isComprehension(each);
    if (each.op === 'id' && each.args === 'cel') throw new InvalidExpression('`cel` is not available', each);
    if (isLoop && depth === maxLoopDepth)
      throw new InvalidExpression(`loops are nested more than ${maxLoopDepth} deep`, each);
    checkLimits(each.args, isLoop ? depth + 1 : depth);
  }
}

/** Our `matches`: the library's own cannot be replaced, and takes the syntax of JavaScript. */
const matchesPattern = 'matchesPattern';

/** Makes an expression call our `matches`. */
function renameMatches(node: AstNode): void {
  const args = node.args as unknown[];
  if (node.op === 'rcall' && args[0] === 'matches') args[0] = matchesPattern;
  for (const each of childNodes(args)) renameMatches(each);
}

function* fieldsIn(node: unknown, name: string): Generator<string> {
  for (const each of childNodes(node)) {
    if (each.op === '.' || each.op === '.?') {
      const [of, field] = each.args as [AstNode, string | AstNode];
      if (of.op === 'id' && of.args === name) yield typeof field === 'string' ? field : String(field.args);
    }
    yield* fieldsIn(each.args, name);
  }
}

function toExpressionError(error: CelLibraryError, text: string): ExpressionError {
  const [message = ''] = (error.summary ?? error.message).split('\n', 1);
  const { start, end } = error.range ?? { start: 0, end: text.length };
  const [, key] = error.code === 'no_such_key' ? (/: (\w+)$/.exec(message) ?? []) : [];
  return {
    message: message.replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase()).replace(/\.$/, ''),
    start: Math.min(start, text.length),
    end: Math.min(end, text.length),
    ...(error.hint == null ? {} : { hint: error.hint }),
    ...(key === undefined ? {} : { absent: key }),
    ...(error instanceof InvalidPattern ? { isPattern: true } : {}),
  };
}

/** An error of the library, or an `InvalidExpression`. */
type CelLibraryError = Error & {
  summary?: string;
  code?: string;
  range?: InvalidExpression['range'];
  hint?: string | null;
};
