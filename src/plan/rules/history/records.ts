/** Rules about records: updates and decisions are not altered, and frozen fields change only with an amendment. */

import { deepEqual } from '../../../util/equal.ts';
import type { ItemHistoryStep } from '../../diff/history-step.ts';
import type { FieldChange } from '../../diff/item-diff.ts';
import { withoutReleases } from '../../diff/releases.ts';
import { amendmentLabel, fieldLabel, isFrozen } from '../../model/field-labels.ts';
import { changeKindOf, isImport, isUndo } from './commit-kind.ts';
import { isAgencyFix, isFix, isFixed } from './fix-commits.ts';
import type { HistoryRule, HistoryViolation } from './rule.ts';

const reportAltered: HistoryRule = {
  severity: 'error',
  summary:
    'An update stays as it was recorded, unless the commit that recorded it is undone; but it can be released.',
  *check(step, context) {
    if (isUndo(step, context)) return;
    for (const item of step.items) {
      if (isFix(step) && isAgencyFix(item.change, context)) continue;
      const { what, reported, retracted } = withoutReleases(item.change);
      for (const entry of what === 'removed' ? [] : retracted) {
        const now = reported.find((other) => other.recorded === entry.recorded);
        yield {
          item,
          target: now && { entry: now },
          message: `the update of item ${item.id} as of ${entry['as-of']}, recorded on ${entry.recorded}, was ${now ? 'altered' : 'removed'}`,
          hint: 'correct an update with a new one, or undo it with `plan undo`',
        };
      }
    }
  },
};

const decisionAltered: HistoryRule = {
  severity: 'error',
  summary: 'Amendments, additions and retirements stay as they were recorded.',
  *check(step, context) {
    if (isUndo(step, context)) return;
    for (const item of step.items) {
      if (item.change.what === 'removed') continue;
      for (const entry of item.change.unamended)
        yield {
          item,
          target: { field: 'amendments' },
          message: `the amendment of \`${fieldLabel(entry)}\` of item ${item.id}, made on ${entry.recorded}, was altered or removed`,
          hint: 'change a decision with a new one, or undo it with `plan undo`',
        };
      const fields = item.change.fields.filter(
        ({ field, from }) => /^added\./.test(field) || (/^retired\./.test(field) && from !== null),
      );
      if (fields[0])
        yield {
          item,
          target: fields[0],
          message: `the decision to ${/^added/.test(fields[0].field) ? 'add' : 'retire'} item ${item.id} was altered or removed`,
        };
    }
  },
};

const wordingUnamended: HistoryRule = {
  severity: 'error',
  summary:
    'Frozen fields, leads, kinds and due dates change only with an amendment that has the old and the new value.',
  *check(step, context) {
    if (isUndo(step, context)) return;
    const isFixable = (change: FieldChange) => isFix(step) && isFixed(change, context);
    for (const item of step.items) yield* unamendedFields(item, isFixable);
  },
};

function* unamendedFields(
  item: ItemHistoryStep,
  isFixable: (change: FieldChange) => boolean,
): Generator<HistoryViolation> {
  const frozen = item.change.fields.filter((change) => isFrozen(change.field) && !isFixable(change));
  for (const change of frozen)
    if (!isAmended(item, change))
      yield {
        item,
        target: { field: change.field },
        message: `\`${change.field}\` of item ${item.id} was changed from ${formatValue(change.from)} to ${formatValue(change.to)} without an amendment`,
        hint: `restore it, then use \`plan amend ${item.id} --reason … --authority …\``,
      };
  const fingerprint = item.change.fields.find(({ field }) => field === 'wording');
  if (fingerprint && frozen.length === 0 && !isFixable(fingerprint))
    yield {
      item,
      target: fingerprint,
      message: `the fingerprint of item ${item.id} was changed, but none of its frozen fields`,
    };
}

/** Whether the amendments that a commit records for a field lead from its old value to its new one. */
function isAmended({ change: { amended } }: ItemHistoryStep, { field, from, to }: FieldChange): boolean {
  const entries = amended.filter((entry) => fieldLabel(entry) === amendmentLabel(field));
  const [first, last] = [entries[0], entries.at(-1)];
  return first !== undefined && deepEqual(first.from ?? null, from) && deepEqual(last?.to ?? null, to);
}

export const formatValue = (value: unknown): string =>
  value === null ? 'nothing' : `\`${Array.isArray(value) ? value.join(', ') : value}\``;

const illegalMove: HistoryRule = {
  severity: 'error',
  summary: 'A status or rating changes as the timetable allows, and with an update that sets it.',
  *check(step, context) {
    if (isUndo(step, context) || isImport(step, context)) return;
    // What explains a status can be internal.
    if (changeKindOf(step) === 'publish') return;
    for (const item of step.items)
      for (const { path, message, hint } of item.change.broken ?? [])
        yield { item, target: { path }, message: inItem(item, message), hint };
  },
};

const inItem = ({ id }: ItemHistoryStep, message: string) =>
  message.includes(`item ${id}`) ? message : `item ${id}: ${message}`;

export const recordRules = {
  'report-altered': reportAltered,
  'decision-altered': decisionAltered,
  'wording-unamended': wordingUnamended,
  'illegal-move': illegalMove,
};
