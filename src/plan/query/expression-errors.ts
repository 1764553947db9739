/** Turns the errors of the CEL library into messages for people who do not know CEL. */
import { toCamelCase } from '../../../schemas/field-types.ts';
import type { ExpressionError } from '../../cel/language.ts';
import { didYouMean, joinQuoted } from '../../util/suggest.ts';
import { fieldNames } from '../model/fields.ts';

/** The names that an expression can use. */
const names = [...fieldNames.map(toCamelCase), 'item', 'plan', 'today'];

/** Operators of other languages, with what to write instead. */
const otherOperators: Record<string, string> = {
  '=': 'for equal, write `==`',
  and: 'for and, write `&&`',
  or: 'for or, write `||`',
  not: 'for not, write `!`',
  '<>': 'for unequal, write `!=`',
};

const functions = [
  ...['has', 'size', 'date', 'days', 'start', 'end', 'within', 'contains', 'startsWith', 'endsWith'],
  ...['matches', 'exists', 'exists_one', 'all', 'filter', 'map', 'int', 'string'],
  ...['lowerAscii', 'upperAscii'],
];

/** The messages of the library, with our message and hint for each. */
const translations: readonly (readonly [
  RegExp,
  (parts: string[], context: { text: string; error: ExpressionError }) => [string, string | null],
])[] = [
  [
    /^unknown variable: (.*)$/,
    ([name = ''], { error, text }) => [
      `\`${name}\` is not a field`,
      didYouMean(name, names) ??
        (isPartOfDashedName(text, error) ? useCamelCase : 'see `plan fields`; write text in quotes'),
    ],
  ],
  [
    /^reserved identifier: (.*)$/,
    ([name = ''], { error, text }) => [
      `\`${name}\` is a reserved word`,
      isPartOfDashedName(text, error) ? useCamelCase : null,
    ],
  ],
  [/^no such key: (.*)$/, ([name = '']) => [`\`${name}\` does not exist`, didYouMean(name, names)]],
  [
    /^no such overload: (.*) (==|!=|<|<=|>|>=|in|&&|\|\||[-+*/%]) (.*)$/,
    ([left = '', op = '', right = '']) => [
      `\`${op}\` does not work with ${typeName(left)} and ${typeName(right)}`,
      operatorHint(left, op, right),
    ],
  ],
  [
    /^no such overload: (.)(.*)$/,
    ([op = '', type = '']) => [`\`${op}\` does not work with ${typeName(type)}`, null],
  ],
  [
    /^(?:function not found|found no matching overload for) '?(?:[\w.<>, ]*\.)?(\w+)/,
    ([name = ''], { error }) => {
      if (names.includes(name)) return [`\`${name}\` is a field, not a function`, 'remove the parentheses'];
      if (!functions.includes(name))
        return [
          `there is no function \`${name}\``,
          didYouMean(name, functions) ?? `use ${joinQuoted(functions, 'or')}`,
        ];
      return [`\`${name}\` cannot be used like this`, /'list\.contains/.test(error.message) ? useIn : null];
    },
  ],
  [
    /^has\(\) invalid argument/,
    (_, { error, text }) => {
      const name = text.slice(error.start, error.end);
      return /^\w+$/.test(name)
        ? [`\`${name}\` is not a field`, didYouMean(name, names) ?? 'see `plan fields`']
        : ['`has` takes a field', 'such as `has(due)`'];
    },
  ],
  [
    /^the result is (.*): expected true or false$/,
    ([type = '']) => [`the result is ${typeName(type)}, not true or false`, 'compare it with a value'],
  ],
  [
    /^unexpected (?:character|token)/,
    (_, { text, error: { start } }) => {
      if (start >= text.length)
        return ['the expression is incomplete', 'a word, a quote or a parenthesis is missing'];
      const [, word = ''] =
        /(?:^|\s)(and|or|not|<>|=)\s*\S*$/i.exec(text.slice(0, start + 1).trimEnd()) ?? [];
      return [
        'this is not allowed here',
        otherOperators[wordAt(text, start).toLowerCase()] ?? otherOperators[word.toLowerCase()] ?? null,
      ];
    },
  ],
];

/** The message and hint for an error in the expression `text`. */
export function explain(
  error: ExpressionError,
  text: string,
): Required<Pick<ExpressionError, 'message' | 'hint'>> {
  for (const [pattern, translate] of translations) {
    const parts = pattern.exec(error.message)?.slice(1);
    if (!parts) continue;
    const [message, hint] = translate(parts, { text, error });
    return { message, hint };
  }
  return { message: error.message, hint: error.hint ?? null };
}

const typeNames: readonly (readonly [RegExp, string])[] = [
  [/^google\.protobuf\.Timestamp$/, 'a day'],
  [/^google\.protobuf\.Duration$/, 'a number of days'],
  [/^list/, 'a list'],
  [/^string$/, 'text'],
  [/^(?:int|double|uint)$/, 'a number'],
  [/^bool$/, 'true or false'],
  [/^null/, '`null`'],
];

const typeName = (type: string) => typeNames.find(([pattern]) => pattern.test(type))?.[1] ?? `\`${type}\``;

function operatorHint(left: string, op: string, right: string): string | null {
  const types = [left, right];
  const has = (pattern: RegExp) => types.some((type) => pattern.test(type));
  if (has(/^null/)) return 'to test whether a field is known, write `has(due)`';
  if (has(/Timestamp$/) && has(/^string$/)) return 'for a day, write `date("2026-12-31")`';
  if (has(/Duration$/) && has(/^int$/)) return 'for a number of days, write `days(30)`';
  if (has(/^list/) && has(/^string$/) && op !== 'in') return useIn;
  return null;
}

const useIn = 'to search a list, write `"police" in agencies`';
const useCamelCase = 'write names in camel case, without dashes: `asOf`';

/** Whether a name is a part of a name with dashes, which CEL reads as a subtraction. */
const isPartOfDashedName = (text: string, { start, end }: ExpressionError) =>
  /^-\w/.test(text.slice(end)) || /\w-$/.test(text.slice(0, start));

const wordAt = (text: string, at: number): string => {
  const before = /(?<![A-Za-z])[A-Za-z]*$/.exec(text.slice(0, at))?.[0] ?? '';
  const after = /^[A-Za-z]*/.exec(text.slice(at))![0];
  return before + after || text.charAt(at);
};
