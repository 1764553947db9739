/** A decision about the plan itself, as whoever writes it down gives it. */
import type { Decision } from '../../../schemas/amendment.ts';
import { PlanError } from '../../errors.ts';

export type { Decision };

/**
 * The decision, made today.
 * @throws PlanError `usage` where it has no reason or no authority
 */
export function decisionOf(
  { reason, authority, by }: { reason?: string; authority?: string; by?: string },
  today: string,
): Decision {
  const given = {
    reason: said(reason, 'a decision needs a reason', '--reason "why"'),
    authority: said(
      authority,
      'a decision needs an authority',
      '--authority "who decided, or the paper that says so"',
    ),
  };
  return { recorded: today, ...given, ...(by === undefined ? {} : { by }) };
}

function said(text: string | undefined, needed: string, option: string): string {
  const words = text?.trim();
  if (words) return words;
  throw new PlanError('usage', `${needed}${text === undefined ? '' : ': it is empty'}`, `add \`${option}\``);
}
