/** Makes a decision out of the options of `amend`, `add` and `retire`. */
import type { Decision } from '../../../schemas/amendment.ts';
import { PlanError } from '../../errors.ts';
import type { Clock } from '../model/calendar-date.ts';
import { parseDay } from '../model/date-expressions.ts';

export type { Decision };

/** The options of a decision. */
interface DecisionInput {
  reason?: string;
  authority?: string;
  by?: string;
  /** The day from which it applies, as the user gives it; by default today. */
  effective?: string;
}

/**
 * A decision that is recorded today.
 * @throws PlanError `usage` where it has no reason or no authority, or applies from a day in the future
 */
export function decisionOf(
  { reason, authority, by, effective: effectiveText }: DecisionInput,
  clock: Clock,
): Decision {
  const { today } = clock;
  const effective = effectiveText === undefined ? today : parseDay(effectiveText, clock);
  if (effective > today)
    throw new PlanError(
      'usage',
      `\`--effective ${effective}\` is in the future: today is ${today}`,
      'record the decision when it applies',
    );
  const given = {
    reason: required(reason, 'a decision needs a reason', '--reason "why"'),
    authority: required(
      authority,
      'a decision needs an authority',
      '--authority "who decided, or the paper that says so"',
    ),
  };
  return {
    recorded: today,
    ...(effective === today ? {} : { effective }),
    ...given,
    ...(by === undefined ? {} : { by }),
  };
}

function required(text: string | undefined, message: string, option: string): string {
  const trimmed = text?.trim();
  if (trimmed) return trimmed;
  throw new PlanError('usage', `${message}${text === undefined ? '' : ': it is empty'}`, `add \`${option}\``);
}
