/** What a commit of kind `fix` can change: the fingerprint, and names of agencies that are replaced by their ids. */

import { deepEqual } from '../../../util/equal.ts';
import { resolveAgencyId } from '../../changes/autofix.ts';
import type { HistoryStep } from '../../diff/history-step.ts';
import type { FieldChange, ItemChange } from '../../diff/item-diff.ts';
import { parseFieldLabel } from '../../model/field-labels.ts';
import { changeKindOf } from './commit-kind.ts';
import type { HistoryContext } from './rule.ts';

type FixContext = Pick<HistoryContext, 'agencies'>;

export const isFix = (step: HistoryStep): boolean => changeKindOf(step) === 'fix';

/** Whether a fix can make this change. */
export const isFixed = ({ field, from, to }: FieldChange, { agencies }: FixContext): boolean =>
  field === 'wording' ||
  (['agencies', 'lead'].includes(parseFieldLabel(field).field) && sameAgencies(from, to, agencies));

/** Whether updates differ only in the name of their agency. */
export function isAgencyFix({ reported, retracted }: ItemChange, { agencies }: FixContext): boolean {
  return (
    reported.length === retracted.length &&
    reported.every((entry, index) => {
      const was = retracted[index]!;
      const { agency } = entry;
      return (
        deepEqual({ ...was, agency }, { ...entry, agency }) &&
        (was.agency === agency || sameAgencies(was.agency, agency, agencies))
      );
    })
  );
}

function sameAgencies(from: unknown, to: unknown, agencies: FixContext['agencies']): boolean {
  const [was, is] = [from, to].map((value) => (Array.isArray(value) ? value : [value])) as [
    string[],
    string[],
  ];
  return (
    was.length === is.length &&
    was.every((name, index) => typeof name === 'string' && resolveAgencyId(name, agencies) === is[index])
  );
}
