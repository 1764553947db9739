/**
 * The one door to CEL: expressions over values of known kinds. They see keys in camel case, dates as timestamps at
 * midnight UTC, and only what is there: `has(item.lead)` asks whether a key is.
 */
import { runInNewContext } from 'node:vm';
import { Duration, Environment } from '@marcbachmann/cel-js/evaluator';
import { type FieldType, toCamelCase } from '../../schemas/field-types.ts';
import { capitalize } from '../util/capitalize.ts';
import { type AstNode, childNodes, isComprehension } from './ast.ts';
import { fieldUses, functionCalls, rewrite, type Substitution } from './shorthand.ts';

/** Why an expression has no answer; `start` and `end` are offsets into it. */
export interface ExpressionError {
  message: string;
  start: number;
  end: number;
  hint?: string | null;
  /** The field whose absence keeps an expression from having an answer. */
  absent?: string;
}

export interface Expression {
  /** Which names of the scope it looks at. */
  names: string[];
  /** The fields of a name that it looks at, `['lead']` of `item.lead`; as the value spells them. */
  fieldsOf(name: string): string[];
  /** What it says of these values, by name, each as `see` gave it. */
  test(values: Readonly<Record<string, CelValue>>): boolean | ExpressionError;
}

/** A value made ready for expressions. */
export type CelValue = { readonly seen: unique symbol };

/** What an expression may say beside the names of its scope. */
export interface LanguageOptions {
  /** The days that a text means. @throws Error that says why it means none */
  periodOf(text: string): { from: string; to: string };
  /** Whose fields can be named alone, `due` for `facts.due`, and what is known of those. */
  shorthand?: {
    name: string;
    /** Fields that are always there, and what to ask instead of whether they are. */
    always(field: string): string | null;
    /** The word that a text means beside a field: the id of an agency for its name. @throws Error, with a `hint` */
    wordOf(field: string, text: string): string;
  };
}

/** Expressions over some names. */
export interface Language {
  parse(text: string): Expression | ExpressionError;
  /** The value of a name, made ready once for as many expressions as there are. */
  toCel(name: string, value: unknown): CelValue;
}

export type Scope = Readonly<Record<string, FieldType>>;

/** What no honest rule needs, and a hostile one would use. */
const limits = {
  maxAstNodes: 1000,
  maxDepth: 50,
  maxListElements: 200,
  maxMapEntries: 200,
  maxCallArguments: 8,
};
const maxLoopDepth = 2;

/** Functions that take a text for a day. */
const dayFunctions = ['date', 'start', 'end', 'within'];

/** The language that knows these names. */
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
      hint: `say which: \`start("${text}")\` or \`end("${text}")\``,
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
  for (const [signature, body] of Object.entries(functions)) env.registerFunction(signature, body);
  env.registerFunction('days(int): google.protobuf.Duration', (days: bigint) => new Duration(days * 86_400n));

  /** What an expression that names fields alone says in full. */
  function inFull(text: string, { name, always, wordOf }: NonNullable<LanguageOptions['shorthand']>) {
    const tree: AstNode = env.parse(text).ast;
    const kind = scope[name]!;
    const fields =
      typeof kind === 'object' && 'fields' in kind ? Object.keys(kind.fields).map(toCamelCase) : [];
    const put: Substitution[] = [];
    for (const use of fieldUses(tree, fields)) {
      const { at, field } = use;
      if (use.what === 'name') put.push({ start: at.start, end: at.end, text: `${name}.${field}` });
      else if (use.what === 'has') {
        const instead = always(keyOf(kind, field));
        if (instead !== null) throw new ExpressionRefusal(`\`${field}\` is always there`, at, instead);
      } else {
        const word = atNode(at, () => wordOf(keyOf(kind, field), use.text));
        if (word !== use.text) put.push({ start: at.start, end: at.end, text: JSON.stringify(word) });
      }
    }
    for (const { at, name: called, text: day } of functionCalls(tree, dayFunctions))
      atNode(at, () => (called === 'date' ? date(day) : periodOf(day)));
    return rewrite(text, put);
  }

  function readOpen(text: string): Expression | ExpressionError {
    if (!shorthand) return catching(text, () => read(text));
    const full = catching(text, () => inFull(text, shorthand));
    if ('message' in full) return full;
    const back = (complaint: ExpressionError): ExpressionError => ({
      ...complaint,
      start: full.originalOffset(complaint.start),
      end: full.originalOffset(complaint.end),
    });
    const expression = catching(full.text, () => read(full.text));
    if ('message' in expression) return back(expression);
    const { test } = expression;
    return {
      ...expression,
      test: (values) => {
        const answer = test(values);
        return typeof answer === 'object' ? back(answer) : answer;
      },
    };
  }

  function read(text: string): Expression {
    const run = env.parse(text);
    checkLimits(run.ast);
    // `has` says of a field that nobody knows only that it is not there.
    for (const checked of [text, text.replace(/\bhas(?=\s*\()/g, 'dyn')]) {
      const { valid, type, error } = env.check(checked);
      if (!valid) throw error;
      if (checked === text && type !== 'bool' && type !== 'dyn')
        throw new ExpressionRefusal(`it is ${type}: expected true or false`, run.ast);
    }
    return {
      names: [...new Set(fieldUses(run.ast, Object.keys(scope)).map(({ field }) => field))],
      fieldsOf: (name) => [...new Set(fieldsIn(run.ast, name))].map((field) => keyOf(scope[name]!, field)),
      test: (values) =>
        catching(text, () => {
          const answer: unknown = run(values);
          if (typeof answer === 'boolean') return answer;
          throw new ExpressionRefusal('it is neither true nor false', run.ast);
        }),
    };
  }

  return {
    parse: readOpen,
    toCel: (name, value) => seen(classes, value, scope[name]!) as CelValue,
  };
}

function catching<Answer>(text: string, answer: () => Answer): Answer | ExpressionError {
  try {
    return answer();
  } catch (error) {
    return complaintOf(error as Error, text);
  }
}

/** What is wrong with an expression by our own lights, at the place where the library's errors have theirs. */
class ExpressionRefusal extends Error {
  readonly range: { start: number; end: number };
  readonly hint: string | null;

  constructor(message: string, { start, end }: { start: number; end: number }, hint: string | null = null) {
    super(message);
    this.range = { start, end };
    this.hint = hint;
  }
}

/** @throws Refusal at this place for whatever the work throws */
function atNode<Result>(at: AstNode, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    const { message, hint } = error as Error & { hint?: string | null };
    throw new ExpressionRefusal(message, at, hint);
  }
}

/** How long an expression may take over so many items, in milliseconds: so much that only a hostile one is stopped. */
export const timeBudget = (items: number): number => Math.min(2000 + 2 * items, 10_000);

/** Does work that may take for ever, such as matching a hostile pattern; null where the time, in milliseconds, is up. */
export function runWithTimeout<Result>(time: number, work: () => Result): { result: Result } | null {
  try {
    return { result: runInNewContext('work()', { work }, { timeout: time }) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return null;
    throw error;
  }
}

const types = { text: 'string', date: 'google.protobuf.Timestamp', number: 'int', flag: 'bool', any: 'dyn' };

/** The library tells by its class of which type a value is. */
type Classes = Map<FieldType, { name: string; ctor: new () => object }>;

/** The name of a kind's type, made known with all that is in it. */
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

/** A value as expressions see it. */
function seen(classes: Classes, value: unknown, kind: FieldType): unknown {
  if (value === undefined || kind === 'any' || kind === 'text' || kind === 'flag') return value;
  if (kind === 'date') return new Date(`${value}T00:00:00Z`);
  if (kind === 'number') return BigInt(value as number);
  if ('list' in kind) return (value as unknown[]).map((each) => seen(classes, each, kind.list));
  const object = value as Record<string, unknown>;
  const there = (keys: readonly string[]) =>
    keys.filter((key) => Object.hasOwn(object, key) && object[key] !== undefined);
  if ('map' in kind)
    return new Map(there(Object.keys(object)).map((key) => [key, seen(classes, object[key], kind.map)]));
  const fields = there(Object.keys(kind.fields)).map((key) => [
    toCamelCase(key),
    seen(classes, object[key], kind.fields[key]!),
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
 * Lists gone through inside each other take a time that grows without bounds, and `cel.bind` doubles a text at each step.
 * @throws Refusal
 */
function checkLimits(node: unknown, depth = 0): void {
  for (const each of childNodes(node)) {
    const isLoop = isComprehension(each);
    if (each.op === 'id' && each.args === 'cel') throw new ExpressionRefusal('`cel` is not known here', each);
    if (isLoop && depth === maxLoopDepth)
      throw new ExpressionRefusal(`lists are gone through more than ${maxLoopDepth} deep`, each);
    checkLimits(each.args, isLoop ? depth + 1 : depth);
  }
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

function complaintOf(error: CelLibraryError, text: string): ExpressionError {
  const [words = ''] = (error.summary ?? error.message).split('\n', 1);
  const { start, end } = error.range ?? { start: 0, end: text.length };
  const [, key] = error.code === 'no_such_key' ? (/: (\w+)$/.exec(words) ?? []) : [];
  return {
    message: words.replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase()).replace(/\.$/, ''),
    start: Math.min(start, text.length),
    end: Math.min(end, text.length),
    ...(error.hint == null ? {} : { hint: error.hint }),
    ...(key === undefined ? {} : { absent: key }),
  };
}

/** The library's errors and our own. */
type CelLibraryError = Error & {
  summary?: string;
  code?: string;
  range?: ExpressionRefusal['range'];
  hint?: string | null;
};
