/** The output of `plan log`: who changed what, when and why. */
import type { Amendment } from '../../schemas/amendment.ts';
import type { Update } from '../../schemas/update.ts';
import { fieldsAmendedBy } from '../plan/diff/filter-history.ts';
import type { CommitName, HistoryStep } from '../plan/diff/history-step.ts';
import type { FieldChange, ItemChange } from '../plan/diff/item-diff.ts';
import { releasesOf, withoutReleases } from '../plan/diff/releases.ts';
import { fieldLabel } from '../plan/model/field-labels.ts';
import { updateId } from '../plan/model/updates.ts';
import type { Theme } from './common/colors.ts';
import { oneLine } from './common/escape.ts';
import { amendmentJson, updateJson } from './common/json.ts';
import { wrap } from './common/text-width.ts';
import { evidenceText, updateReasonText, valueText } from './common/values.ts';
import { amendedValues } from './item-changes.ts';

/** The commit that each step exactly reverts, by the commit of the step. */
export type RevertedSteps = ReadonlyMap<string, CommitName>;

export function logText(
  steps: readonly HistoryStep[],
  reverted: RevertedSteps,
  width: number,
  theme: Theme,
): string {
  return steps
    .map((step) => `${stepText(step, reverted.has(step.commit), Math.min(width, 100), theme)}\n`)
    .join('\n');
}

function stepText(step: HistoryStep, isUndo: boolean, width: number, theme: Theme): string {
  const { commit, date, author, subject, items, files } = step;
  const heading = `${theme.heading(date)} ${theme.accent(commit.slice(0, 7))} ${oneLine(author)}: ${oneLine(subject)}`;
  // The first commit of a plan adds every item, which is one line.
  const added = items.filter(({ change }) => change.what === 'added');
  const moved = new Set(
    items.filter(({ from, blobs }) => from !== undefined && blobs && blobs[0] === blobs[1]),
  );
  const lines = [
    ...(added.length > 0 ? [`added ${added.map(({ id }) => id).join(', ')}`] : []),
    ...(moved.size > 0 ? [`moved to another file: ${[...moved].map(({ id }) => id).join(', ')}`] : []),
    ...items.flatMap((item) => (moved.has(item) ? [] : itemChangeLines(item.id, item.change, isUndo))),
    ...files.map((file) => `${file} changed`),
    ...acknowledgementLines(step),
  ];
  return [heading, ...lines.map((line) => wrap(line, width, '  '))].join('\n');
}

const acknowledgementLines = ({ trailers, body }: HistoryStep): string[] =>
  trailers
    .filter(([key]) => key === 'Plan-Acknowledges')
    .map(([, hash]) => `acknowledges ${hash.slice(0, 7)}${body === '' ? '' : `: ${indented(body)}`}`);

/** @param isUndo whether the commit exactly reverts an earlier one */
function itemChangeLines(id: string, change: ItemChange, isUndo: boolean): string[] {
  const { what, reported, retracted, amended, unamended } = withoutReleases(change);
  if (what === 'unreadable') return [`${id} changed, but cannot be read before or after`];
  if (what === 'added') return [];
  if (what === 'removed')
    return [isUndo ? `${id} removed, because its addition was undone` : `${id} removed`];
  const lines = [
    ...retirementLine(change),
    ...otherFields(change).map(({ field, from, to }) =>
      oneLine(`${field}: ${valueText(field, from)} → ${valueText(field, to)}`),
    ),
    ...amended.map((entry) => `${fieldLabel(entry)} amended: ${decisionText(entry)}`),
    ...unamended.map(
      (entry) =>
        `amendment of ${fieldLabel(entry)} ${isUndo ? 'undone' : 'removed or altered'}: ${decisionText(entry)}`,
    ),
    ...reported.map((entry) => (isUndo ? updateText('restored', entry) : reportLine(entry))),
    ...retracted.map((entry) =>
      isUndo ? updateText('undid', entry) : updateText('removed or altered', entry),
    ),
    ...releasesOf(change).map(
      ({ to }) => `update ${updateId(to)} as of ${to['as-of']} released: ${to.released!.authority}`,
    ),
  ];
  return (lines.length > 0 ? lines : ['reformatted, no change']).map((line) => `${id} ${line}`);
}

/** "reported 1a2b3c4d as of 2026-09-30 by dol: the note"; a correction or withdrawal names what it replaces. */
function reportLine(entry: Update): string {
  if (entry.withdraws !== undefined) return `withdrew ${entry.withdraws}: ${entry.reason}`;
  if (entry.corrects === undefined) return updateText('reported', entry);
  return updateText(`corrected ${entry.corrects}, now`, entry);
}

/** "reported 1a2b3c4d as of 2026-09-30 by dol: the note". */
const updateText = (what: string, entry: Update): string =>
  `${what} ${updateId(entry)} as of ${entry['as-of']}${updateSuffix(entry)}`;

/** The fields that have no line of their own as an amendment, with its fingerprint, or as a retirement. */
function otherFields({ fields, amended }: ItemChange): FieldChange[] {
  const shown = new Set(amended.flatMap(fieldsAmendedBy));
  if (amended.length > 0) shown.add('wording');
  return fields.filter(({ field }) => !shown.has(field) && !field.startsWith('retired.'));
}

function retirementLine({ fields }: ItemChange): string[] {
  const parts = fields.filter(({ field }) => field.startsWith('retired.'));
  if (parts.length === 0) return [];
  const to = Object.fromEntries(parts.map(({ field, to }) => [field, to]));
  const why = [to['retired.reason'], to['retired.authority']].filter(Boolean).join('; ');
  const day = to['retired.effective'] ?? to['retired.recorded'];
  return [day ? `retired on ${day}${why && ` (${why})`}` : 'retirement changed'];
}

/** "2026-06-30 → 2026-12-31 (the reason; Minute 12)". */
const decisionText = (entry: Amendment) =>
  `${oneLine(amendedValues(entry))} (${entry.reason}; ${entry.authority})`;

/** The reporter, the milestone, the note and the evidence of an update; what it sets is listed as fields. */
function updateSuffix({ agency, milestone, note, reason, withdraws, evidence = [] }: Update): string {
  const lines = [
    ...(note === undefined ? [] : [note]),
    ...updateReasonText({ reason, withdraws }),
    ...evidence.map((each) => `evidence: ${evidenceText(each)}`),
  ];
  const on = milestone === undefined ? '' : ` on milestone ${milestone}`;
  const by = agency === undefined ? '' : ` by ${agency}`;
  return `${on}${by}${lines.length === 0 ? '' : `: ${indented(lines.join('\n'))}`}`;
}

const indented = (text: string) => text.replace(/\n(?=.)/g, '\n  ');

export const logJson = (steps: readonly HistoryStep[], reverted: RevertedSteps) =>
  steps.map(({ items, trailers, committed, ...step }) => ({
    ...step,
    reverts: reverted.get(step.commit)?.commit ?? null,
    committed: new Date(committed * 1000).toISOString(),
    trailers: trailers.map(([key, value]) => ({ key, value })),
    items: items.map(({ id, path, change }) => ({
      id,
      path,
      what: change.what,
      fields: change.fields,
      reported: change.reported.map((entry) => updateJson(entry)),
      retracted: change.retracted.map((entry) => updateJson(entry)),
      amended: change.amended.map(amendmentJson),
      unamended: change.unamended.map(amendmentJson),
    })),
  }));
