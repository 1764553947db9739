/**
 * Questions at a terminal. The door to @clack/prompts: loaded only where something is asked. They are drawn on standard
 * error, so that standard output is the answer's alone.
 */
import { Writable } from 'node:stream';
import { autocomplete, type CANCEL_SYMBOL, confirm, isCancel, select, text } from '@clack/prompts';
import { PlanError } from '../errors.ts';
import type { System } from '../io.ts';
import { oneLine } from '../render/common/escape.ts';

export interface Choice<Value> {
  value: Value;
  label: string;
  /** Said of the one that is looked at. */
  hint?: string;
}

/** Each resolves with the answer. @throws PlanError `interrupted` where the user wants to stop: Ctrl-C, or Esc */
export interface Prompts {
  /** One of them, found by typing what `isMatch` finds. */
  search<Value>(
    question: string,
    choices: readonly Choice<Value>[],
    isMatch: (typed: string, value: Value) => boolean,
  ): Promise<Value>;
  pick<Value>(question: string, choices: readonly Choice<Value>[]): Promise<Value>;
  /** Words, maybe none. @param isNeeded then there must be some */
  line(question: string, isNeeded?: boolean): Promise<string>;
  agrees(question: string): Promise<boolean>;
}

/** How many choices are shown at once. */
const shown = 8;

/** @param asking the terminal */
export function createPrompts(
  { input, output }: NonNullable<System['asking']>,
  isColoured: boolean,
): Prompts {
  const on = { input, output: isColoured ? output : uncoloured(output) };
  const answered = async <Value>(answer: Promise<Value | typeof CANCEL_SYMBOL>): Promise<Value> => {
    const value = await answer;
    if (isCancel(value)) throw new PlanError('interrupted', 'interrupted: nothing was changed');
    return value;
  };
  // Choices go by their place: what they stand for may be any value. Their words may come from a plan.
  const numbered = (choices: readonly Choice<unknown>[]) =>
    choices.map(({ label, hint }, value) => ({
      ...{ value, label: oneLine(label) },
      ...(hint && { hint: oneLine(hint) }),
    }));
  return {
    search: async (question, choices, isMatch) =>
      choices[
        await answered(
          autocomplete({
            ...{ ...on, message: oneLine(question), options: numbered(choices), maxItems: shown },
            filter: (typed, { value }) => isMatch(typed, choices[value]!.value),
          }),
        )
      ]!.value,
    pick: async (question, choices) =>
      choices[
        await answered(
          select({ ...on, message: oneLine(question), options: numbered(choices), maxItems: shown }),
        )
      ]!.value,
    line: async (question, isNeeded = false) =>
      (
        (await answered(
          text({
            ...{ ...on, message: oneLine(question) },
            validate: (typed) => (isNeeded && !typed?.trim() ? 'write some words' : undefined),
          }),
        )) ?? ''
      ).trim(),
    agrees: (question) => answered(confirm({ ...on, message: oneLine(question) })),
  };
}

/** The same terminal without colours: whoever draws on it can't be told to leave them out. */
function uncoloured(output: NodeJS.WriteStream): Writable {
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
