/** The output of `plan doctor`: a line for each check, with how to fix a problem. */
import { PlanError } from '../errors.ts';
import { pluralize } from '../util/pluralize.ts';
import type { Theme } from './common/colors.ts';
import { oneLine } from './common/escape.ts';
import { pad } from './common/text-width.ts';

/** A warning may be intended, or not matter yet. */
type CheckState = 'ok' | 'warning' | 'problem';

export interface DoctorCheck {
  /** What is checked, in a word or two. */
  check: string;
  state: CheckState;
  message: string;
  /** A command, or what to do; null if there is nothing to fix. */
  fix: string | null;
}

const colors = { ok: 'success', warning: 'warning', problem: 'error' } as const satisfies Record<
  CheckState,
  keyof Theme
>;

export function doctorText(checks: readonly DoctorCheck[], theme: Theme): string {
  const width = Math.max(...checks.map(({ check }) => check.length));
  const line = ({ check, state, message, fix }: DoctorCheck) => {
    const text = `${theme[colors[state]](pad(state, 'problem'.length))}  ${pad(check, width)}  ${oneLine(message)}\n`;
    return fix === null ? text : `${text}${' '.repeat('problem'.length + width + 4)}${oneLine(fix)}\n`;
  };
  return checks.map(line).join('');
}

/** "1 problem and 2 warnings". */
export function checkCounts(checks: readonly DoctorCheck[]): string {
  const count = (state: CheckState) => {
    const number = checks.filter((each) => each.state === state).length;
    return number === 0 ? [] : [pluralize(number, state)];
  };
  return [...count('problem'), ...count('warning')].join(' and ') || 'no problems';
}

/** An error as a failed check. @throws any error that is not a `PlanError` */
export function failedCheck(check: string, error: unknown): DoctorCheck {
  if (!(error instanceof PlanError)) throw error;
  return { check, state: 'problem', message: error.message, fix: error.hint };
}
