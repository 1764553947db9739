/** What was recorded stays as it was recorded, and only a recorded decision changes the plan's own words. */

import { deepEqual } from '../../../util/equal.ts';
import type { ItemHistoryStep } from '../../diff/history-step.ts';
import type { FieldChange } from '../../diff/item-diff.ts';
import { amendmentLabel, fieldLabel, isFrozen } from '../../model/field-labels.ts';
import { isImport, isUndo } from './commit-kind.ts';
import { isFix, isFixed, isReportRespelled } from './fix-commits.ts';
import type { HistoryRule, HistoryViolation } from './rule.ts';

const reportAltered: HistoryRule = {
  severity: 'error',
  summary: 'A report stays as it was recorded, unless the commit that recorded it is undone as a whole.',
  *check(step, trail) {
    if (isUndo(step, trail)) return;
    for (const item of step.items) {
      if (isFix(step) && isReportRespelled(item.change, trail)) continue;
      for (const entry of item.change.what === 'removed' ? [] : item.change.retracted) {
        const now = item.change.reported.find((other) => other.recorded === entry.recorded);
        yield {
          item,
          target: now && { entry: now },
          message: `the report on item ${item.id} as of ${entry['as-of']}, recorded on ${entry.recorded}, was ${now ? 'altered' : 'removed'}`,
          hint: 'a report that was wrong is corrected by another one, or undone with `plan undo`',
        };
      }
    }
  },
};

const decisionAltered: HistoryRule = {
  severity: 'error',
  summary: 'An amendment, an addition and a retirement stay as they were recorded.',
  *check(step, trail) {
    if (isUndo(step, trail)) return;
    for (const item of step.items) {
      if (item.change.what === 'removed') continue;
      for (const entry of item.change.unamended)
        yield {
          item,
          target: { field: 'amendments' },
          message: `the amendment of \`${fieldLabel(entry)}\` of item ${item.id}, made on ${entry.recorded}, was altered or removed`,
          hint: 'what was decided is changed by another decision, or undone with `plan undo`',
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
    "The plan's own words, agencies, dates, kinds and leads change by an amendment that says from what to what.",
  *check(step, trail) {
    if (isUndo(step, trail)) return;
    const isRight = (change: FieldChange) => isFix(step) && isFixed(change, trail);
    for (const item of step.items) yield* unamended(item, isRight);
  },
};

function* unamended(
  item: ItemHistoryStep,
  isRight: (change: FieldChange) => boolean,
): Generator<HistoryViolation> {
  const frozen = item.change.fields.filter((change) => isFrozen(change.field) && !isRight(change));
  for (const change of frozen)
    if (!isAmended(item, change))
      yield {
        item,
        target: { field: change.field },
        message: `\`${change.field}\` of item ${item.id} was changed from ${formatValue(change.from)} to ${formatValue(change.to)}, and no amendment says so`,
        hint: `put it back, then decide it: \`plan amend ${item.id} --reason … --authority …\``,
      };
  const print = item.change.fields.find(({ field }) => field === 'wording');
  if (print && frozen.length === 0 && !isRight(print))
    yield {
      item,
      target: print,
      message: `the fingerprint of item ${item.id} was changed, though none of its words was`,
    };
}

/** The amendments of one field that a commit records: together they lead from what it was to what it became. */
function isAmended({ change: { amended } }: ItemHistoryStep, { field, from, to }: FieldChange): boolean {
  const entries = amended.filter((entry) => fieldLabel(entry) === amendmentLabel(field));
  const [first, last] = [entries[0], entries.at(-1)];
  return first !== undefined && deepEqual(first.from ?? null, from) && deepEqual(last?.to ?? null, to);
}

export const formatValue = (value: unknown): string =>
  value === null ? 'nothing' : `\`${Array.isArray(value) ? value.join(', ') : value}\``;

const illegalMove: HistoryRule = {
  severity: 'error',
  summary: 'A status or rating moves as the timetable allows, and by a report that says so.',
  *check(step, trail) {
    if (isUndo(step, trail) || isImport(step, trail)) return;
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
