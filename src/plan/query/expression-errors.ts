/** What is wrong with a question, in the words of people who have never heard of CEL. */
import { toCamelCase } from '../../../schemas/field-types.ts';
import { didYouMean, joinQuoted } from '../../util/suggest.ts';
import { fieldNames } from '../model/fields.ts';

/** Why an expression has no answer; `start` and `end` are offsets into it. */
interface Complaint {
  message: string;
  start: number;
  end: number;
  hint?: string | null;
}

/** Every name that can stand alone. */
const names = [...fieldNames.map(toCamelCase), 'item', 'plan', 'today'];

/** What a word means that other languages have. */
const otherOperators: Record<string, string> = {
  '=': 'equal is `==`',
  and: 'and is `&&`',
  or: 'or is `||`',
  not: 'not is `!`',
  '<>': 'unequal is `!=`',
};

const functions = [
  ...[
    'has',
    'size',
    'date',
    'days',
    'start',
    'end',
    'within',
    'contains',
    'startsWith',
    'endsWith',
    'matches',
  ],
  ...['exists', 'exists_one', 'all', 'filter', 'map', 'int', 'string', 'lowerAscii', 'upperAscii'],
];

/** By the look of what the library says: what to say instead, and what to do. */
const translations: readonly (readonly [
  RegExp,
  (found: string[], context: { text: string; complaint: Complaint }) => [string, string | null],
])[] = [
  [
    /^unknown variable: (.*)$/,
    ([name = ''], { complaint, text }) => [
      `\`${name}\` is not a field`,
      didYouMean(name, names) ??
        (dashed(text, complaint) ? camelCase : 'see `plan fields`; words stand in quotes'),
    ],
  ],
  [
    /^reserved identifier: (.*)$/,
    ([name = ''], { complaint, text }) => [
      `\`${name}\` is a word of the language`,
      dashed(text, complaint) ? camelCase : null,
    ],
  ],
  [/^no such key: (.*)$/, ([name = '']) => [`\`${name}\` is not there`, didYouMean(name, names)]],
  [
    /^no such overload: (.*) (==|!=|<|<=|>|>=|in|&&|\|\||[-+*/%]) (.*)$/,
    ([left = '', op = '', right = '']) => [
      `${kindName(left)} \`${op}\` ${kindName(right)} has no meaning`,
      overloaded(left, op, right),
    ],
  ],
  [
    /^no such overload: (.)(.*)$/,
    ([op = '', kind = '']) => [`\`${op}\` of ${kindName(kind)} has no meaning`, null],
  ],
  [
    /^(?:function not found|found no matching overload for) '?(?:[\w.<>, ]*\.)?(\w+)/,
    ([name = ''], { complaint }) => {
      if (names.includes(name))
        return [`\`${name}\` is a field, and no function`, 'leave the parentheses out'];
      if (!functions.includes(name))
        return [
          `there is no \`${name}\``,
          didYouMean(name, functions) ?? `there are ${joinQuoted(functions)}`,
        ];
      return [`\`${name}\` can’t be asked so`, /'list\.contains/.test(complaint.message) ? ofLists : null];
    },
  ],
  [
    /^has\(\) invalid argument/,
    (_, { complaint, text }) => {
      const name = text.slice(complaint.start, complaint.end);
      return /^\w+$/.test(name)
        ? [`\`${name}\` is not a field`, didYouMean(name, names) ?? 'see `plan fields`']
        : ['`has` asks for a field', 'such as `has(due)`'];
    },
  ],
  [
    /^it is (.*): expected true or false$/,
    ([kind = '']) => [`it is ${kindName(kind)}, and neither true nor false`, 'compare it with something'],
  ],
  [
    /^unexpected (?:character|token)/,
    (_, { text, complaint: { start } }) => {
      if (start >= text.length)
        return ['it ends too early', 'something is missing: a word, a quote, a parenthesis'];
      const [, word = ''] =
        /(?:^|\s)(and|or|not|<>|=)\s*\S*$/i.exec(text.slice(0, start + 1).trimEnd()) ?? [];
      return [
        'this can’t stand here',
        otherOperators[wordAt(text, start).toLowerCase()] ?? otherOperators[word.toLowerCase()] ?? null,
      ];
    },
  ],
];

/** The same complaint, for people. */
export function explain(complaint: Complaint, text: string): Required<Pick<Complaint, 'message' | 'hint'>> {
  for (const [look, say] of translations) {
    const found = look.exec(complaint.message)?.slice(1);
    if (!found) continue;
    const [message, hint] = say(found, { text, complaint });
    return { message, hint };
  }
  return { message: complaint.message, hint: complaint.hint ?? null };
}

const kindNames: readonly (readonly [RegExp, string])[] = [
  [/^google\.protobuf\.Timestamp$/, 'a day'],
  [/^google\.protobuf\.Duration$/, 'a number of days'],
  [/^list/, 'a list'],
  [/^string$/, 'text'],
  [/^(?:int|double|uint)$/, 'a number'],
  [/^bool$/, 'true or false'],
  [/^null/, '`null`'],
];

const kindName = (kind: string) => kindNames.find(([look]) => look.test(kind))?.[1] ?? `\`${kind}\``;

function overloaded(left: string, op: string, right: string): string | null {
  const kinds = [left, right];
  const has = (look: RegExp) => kinds.some((each) => look.test(each));
  if (has(/^null/)) return 'ask whether it is known: `has(due)`';
  if (has(/Timestamp$/) && has(/^string$/)) return 'a day is written `date("2026-12-31")`';
  if (has(/Duration$/) && has(/^int$/)) return 'a number of days is written `days(30)`';
  if (has(/^list/) && has(/^string$/) && op !== 'in') return ofLists;
  return null;
}

const ofLists = 'a list holds words: `"police" in agencies`';
const camelCase = 'names are written in camel case, without dashes: `asOf`';

/** Whether the name is a part of one with dashes, which CEL takes for a subtraction. */
const dashed = (text: string, { start, end }: Complaint) =>
  /^-\w/.test(text.slice(end)) || /\w-$/.test(text.slice(0, start));

const wordAt = (text: string, at: number): string => {
  const before = /[A-Za-z]*$/.exec(text.slice(0, at))![0];
  const after = /^[A-Za-z]*/.exec(text.slice(at))![0];
  return before + after || text.charAt(at);
};
