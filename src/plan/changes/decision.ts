/** Makes a decision out of the options of `amend`, `add` and `retire`. */
import type { Decision } from '../../../schemas/amendment.ts';
import { PlanError } from '../../errors.ts';

export type { Decision };

/**
 * A decision that is recorded today.
 * @throws PlanError `usage` where it has no reason or no authority
 */
export function decisionOf(
  { reason, authority, by }: { reason?: string; authority?: string; by?: string },
  today: string,
): Decision {
  const given = {
    reason: required(reason, 'a decision needs a reason', '--reason "why"'),
    authority: required(
      authority,
      'a decision needs an authority',
      '--authority "who decided, or the paper that says so"',
    ),
  };
  return { recorded: today, ...given, ...(by === undefined ? {} : { by }) };
}

function required(text: string | undefined, message: string, option: string): string {
  const trimmed = text?.trim();
  if (trimmed) return trimmed;
  throw new PlanError('usage', `${message}${text === undefined ? '' : ': it is empty'}`, `add \`${option}\``);
}
