/** Prompts on a terminal, on standard error. Imports @clack/prompts; loaded only if something is asked. */
import { Writable } from 'node:stream';
import { autocomplete, type CANCEL_SYMBOL, confirm, isCancel, select, text } from '@clack/prompts';
import { PlanError } from '../errors.ts';
import type { System } from '../io.ts';
import { oneLine } from '../render/common/escape.ts';

interface PromptChoice<Value> {
  value: Value;
  label: string;
  /** Shown beside the choice that is selected. */
  hint?: string;
}

/** Each resolves with the answer. @throws PlanError `interrupted` on Ctrl-C or Esc */
export interface Prompts {
  /** Selects one choice; `matches` filters them by what is typed. */
  search<Value>(
    question: string,
    choices: readonly PromptChoice<Value>[],
    matches: (typed: string, value: Value) => boolean,
  ): Promise<Value>;
  select<Value>(question: string, choices: readonly PromptChoice<Value>[]): Promise<Value>;
  text(question: string, options?: { required: boolean }): Promise<string>;
  confirm(question: string): Promise<boolean>;
}

/** How many choices are shown at a time. */
const maxItems = 8;

export function createPrompts(
  { input, output }: NonNullable<System['promptStreams']>,
  hasColor: boolean,
): Prompts {
  const streams = { input, output: hasColor ? output : withoutColor(output) };
  const answered = async <Value>(answer: Promise<Value | typeof CANCEL_SYMBOL>): Promise<Value> => {
    const value = await answer;
    if (isCancel(value)) throw new PlanError('interrupted', 'interrupted: nothing was changed');
    return value;
  };
  // The library gets the indexes of the choices: it cannot handle every type of value.
  const optionsOf = (choices: readonly PromptChoice<unknown>[]) =>
    choices.map(({ label, hint }, value) => ({
      ...{ value, label: oneLine(label) },
      ...(hint && { hint: oneLine(hint) }),
    }));
  return {
    async search(question, choices, matches) {
      const index = await answered(
        autocomplete({
          ...{ ...streams, message: oneLine(question), options: optionsOf(choices), maxItems },
          filter: (typed, { value }) => matches(typed, choices[value]!.value),
        }),
      );
      return choices[index]!.value;
    },
    async select(question, choices) {
      const index = await answered(
        select({ ...streams, message: oneLine(question), options: optionsOf(choices), maxItems }),
      );
      return choices[index]!.value;
    },
    async text(question, { required } = { required: false }) {
      const answer = await answered(
        text({
          ...{ ...streams, message: oneLine(question) },
          validate: (typed) => (required && !typed?.trim() ? 'write something' : undefined),
        }),
      );
      return (answer ?? '').trim();
    },
    confirm: (question) => answered(confirm({ ...streams, message: oneLine(question) })),
  };
}

/** The same terminal without colors: the library has no option for that. */
function withoutColor(output: NodeJS.WriteStream): Writable {
  const plain = new Writable({
    decodeStrings: false,
    write(chunk, _encoding, done) {
      output.write(String(chunk).replace(/\u001b\[[\d;]*m/g, ''), () => done());
    },
  });
  return Object.defineProperties(plain, {
    isTTY: { value: true },
    columns: { get: () => output.columns },
    rows: { get: () => output.rows },
  });
}
