/** How a place where plans are kept is: one line for each thing that was looked at, and what mends it. */

import { PlanError } from '../errors.ts';
import { pluralize } from '../util/pluralize.ts';
import type { Theme } from './common/colors.ts';
import { oneLine } from './common/escape.ts';
import { pad } from './common/text-width.ts';

/** A warning is what may be meant so, or does not matter yet. */
export type State = 'ok' | 'warning' | 'problem';

export interface Check {
  /** What was looked at, in a word or two. */
  check: string;
  state: State;
  message: string;
  /** A command, or what to do; null where there is nothing to mend. */
  fix: string | null;
}

const colors = { ok: 'success', warning: 'warning', problem: 'error' } as const satisfies Record<
  State,
  keyof Theme
>;

export function doctorText(checks: readonly Check[], theme: Theme): string {
  const width = Math.max(...checks.map(({ check }) => check.length));
  const line = ({ check, state, message, fix }: Check) => {
    const told = `${theme[colors[state]](pad(state, 'problem'.length))}  ${pad(check, width)}  ${oneLine(message)}\n`;
    return fix === null ? told : `${told}${' '.repeat('problem'.length + width + 4)}${oneLine(fix)}\n`;
  };
  return checks.map(line).join('');
}

/** "1 problem and 2 warnings". */
export function checkCounts(checks: readonly Check[]): string {
  const count = (state: State) => {
    const number = checks.filter((each) => each.state === state).length;
    return number === 0 ? [] : [pluralize(number, state)];
  };
  return [...count('problem'), ...count('warning')].join(' and ') || 'all is well';
}

/** A fault as a check that failed. @throws what is none */
export function failed(check: string, error: unknown): Check {
  if (!(error instanceof PlanError)) throw error;
  return { check, state: 'problem', message: error.message, fix: error.hint };
}
