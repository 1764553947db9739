/** What a commit of the kind `fix` may do: a fingerprint follows white space, and an agency is called by its id. */

import { deepEqual } from '../../../util/equal.ts';
import { resolveAgencyId } from '../../changes/autofix.ts';
import type { HistoryStep } from '../../diff/history-step.ts';
import type { FieldChange, ItemChange } from '../../diff/item-diff.ts';
import { parseFieldLabel } from '../../model/field-labels.ts';
import { changeKindOf } from './commit-kind.ts';
import type { HistoryContext } from './rule.ts';

/** What a fix is judged by. */
type Judged = Pick<HistoryContext, 'agencies'>;

export const isFix = (step: HistoryStep): boolean => changeKindOf(step) === 'fix';

/** Whether a field changed as a fix may change it. */
export const isFixed = ({ field, from, to }: FieldChange, { agencies }: Judged): boolean =>
  field === 'wording' ||
  (['agencies', 'lead'].includes(parseFieldLabel(field).field) && sameAgencies(from, to, agencies));

/** Whether reports changed in nothing but how they call their agency. */
export function isReportRespelled({ reported, retracted }: ItemChange, { agencies }: Judged): boolean {
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

function sameAgencies(from: unknown, to: unknown, agencies: Judged['agencies']): boolean {
  const [was, is] = [from, to].map((value) => (Array.isArray(value) ? value : [value])) as [
    string[],
    string[],
  ];
  return (
    was.length === is.length &&
    was.every((name, index) => typeof name === 'string' && resolveAgencyId(name, agencies) === is[index])
  );
}
