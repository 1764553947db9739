/** Rules about records: updates and decisions are not altered, and frozen fields change only with an amendment. */

import { deepEqual } from '../../../util/equal.ts';
import { pluralize } from '../../../util/pluralize.ts';
import { joinQuoted } from '../../../util/suggest.ts';
import type { HistoryStep, ItemHistoryStep } from '../../diff/history-step.ts';
import type { FieldChange } from '../../diff/item-diff.ts';
import { amendmentLabel, fieldLabel, isFrozen, parseFieldLabel } from '../../model/field-labels.ts';
import { updateId } from '../../model/updates.ts';
import { wholePlanRules } from '../progress.ts';
import { type Alteration, alterations, isNameOf } from './altered-entries.ts';
import { changeKindOf, isImport } from './commit-kind.ts';
import { describeCommit, type HistoryContext, type HistoryRule, type HistoryViolation } from './rule.ts';

const reportAltered: HistoryRule = {
  severity: 'error',
  summary: 'An update stays as it was recorded, unless the commit that recorded it is reverted.',
  *check(step, context) {
    if (context.reverted(step)) return;
    for (const item of step.items)
      for (const each of item.change.what === 'removed' ? [] : alterations(item.change, context.agencies))
        yield {
          item,
          target: each.to ? { entry: each.to } : undefined,
          subject: [each.from, each.to],
          message: `update \`${updateId(each.from)}\` of item ${item.id}, as of ${each.from['as-of']}, ${whatHappened(each)}`,
          hint: `restore it; to correct an update, \`plan correct ${item.id} ${updateId(each.from)}\``,
        };
  },
};

function whatHappened({ from, to, keys }: Alteration): string {
  if (to === null) return 'was removed';
  const days = (['as-of', 'recorded'] as const).filter((key) => to[key] < from[key]);
  if (days.length === 0) return `was altered: ${joinQuoted(keys)}`;
  const moves = days.map((key) => `\`${key}\` from ${from[key]} to ${to[key]}`);
  return `was back-dated: ${moves.join(', ')}`;
}

const decisionAltered: HistoryRule = {
  severity: 'error',
  summary: 'Amendments, additions and retirements stay as they were recorded.',
  *check(step, context) {
    if (context.reverted(step)) return;
    for (const item of step.items) {
      if (item.change.what === 'removed') continue;
      for (const entry of item.change.unamended)
        yield {
          item,
          target: { field: 'amendments' },
          subject: entry,
          message: `the amendment of \`${fieldLabel(entry)}\` of item ${item.id}, made on ${entry.recorded}, was altered or removed`,
          hint: 'restore it; to change a decision, record a new one',
        };
      const [field] = item.change.fields.filter(
        ({ field, from }) => /^(added|retired)\./.test(field) && from !== null,
      );
      if (field)
        yield {
          item,
          target: field,
          message: `the decision to ${/^added/.test(field.field) ? 'add' : 'retire'} item ${item.id} was altered or removed`,
          hint: 'restore it; to change a decision, record a new one',
        };
    }
  },
};

const wordingUnamended: HistoryRule = {
  severity: 'error',
  summary:
    'Frozen fields, leads, kinds and due dates change only with an amendment that has the old and the new value.',
  *check(step, context) {
    if (context.reverted(step)) return;
    for (const item of step.items) yield* unamendedFields(item, context);
  },
};

function* unamendedFields(item: ItemHistoryStep, { agencies }: HistoryContext): Generator<HistoryViolation> {
  const isFix = ({ field, from, to }: FieldChange) =>
    ['agencies', 'lead'].includes(parseFieldLabel(field).field) && isNameOf(from, to, agencies);
  const { fields } = item.change;
  for (const change of fields)
    if (isFrozen(change.field) && !isFix(change) && !isAmended(item, change))
      yield {
        item,
        target: change,
        message: `\`${change.field}\` of item ${item.id} was changed from ${formatValue(change.from)} to ${formatValue(change.to)} without an amendment`,
        hint: `restore it, then use \`plan amend ${item.id} --reason … --authority …\``,
      };
  const fingerprint = fields.find(
    ({ field, from, to }) => field === 'wording' && from !== null && to === null,
  );
  if (fingerprint)
    yield {
      item,
      target: fingerprint,
      message: `the fingerprint \`wording\` of item ${item.id} was removed`,
      hint: 'restore it',
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
    if (context.reverted(step) || isImport(step, context)) return;
    for (const item of step.items)
      for (const { rule, path, message, hint } of item.change.broken ?? [])
        if (!isPublished(step, rule)) yield { item, target: { path }, message: inItem(item, message), hint };
  },
};

/** Whether a rule does not hold in a commit of `plan publish`. */
const isPublished = (step: HistoryStep, rule: string): boolean =>
  changeKindOf(step) === 'publish' && wholePlanRules.includes(rule);

const inItem = ({ id }: ItemHistoryStep, message: string) =>
  message.includes(`item ${id}`) ? message : `item ${id}: ${message}`;

const reverted: HistoryRule = {
  severity: 'note',
  summary: 'A commit that exactly reverts an earlier one may remove what that commit recorded.',
  *check(step, context) {
    const earlier = context.reverted(step);
    if (earlier)
      yield {
        item: step.items.length === 1 ? step.items[0] : undefined,
        message: `the commit reverts ${describeCommit(earlier)}: ${removedBy(step)}`,
      };
  },
};

/** "2 updates of items 5 and 7". */
function removedBy({ items }: HistoryStep): string {
  const count = (what: (item: ItemHistoryStep) => number, noun: string) => {
    const number = items.reduce((sum, item) => sum + what(item), 0);
    return number === 0 ? [] : [pluralize(number, noun)];
  };
  const entries = [
    ...count(({ change }) => change.retracted.length, 'update'),
    ...count(({ change }) => change.unamended.length, 'amendment'),
  ];
  const names = items.map(({ id }) => id);
  const whose = `item${names.length === 1 ? '' : 's'} ${names.join(', ')}`;
  return `${entries.length > 0 ? `${entries.join(' and ')} of ` : ''}${whose}`;
}

export const recordRules = {
  reverted,
  'report-altered': reportAltered,
  'decision-altered': decisionAltered,
  'wording-unamended': wordingUnamended,
  'illegal-move': illegalMove,
};
