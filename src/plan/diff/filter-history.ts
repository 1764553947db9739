/** Filters the history by items, agencies, fields and authors. */
import type { Amendment } from '../../../schemas/amendment.ts';
import { amendableFields } from '../../../schemas/enums.ts';
import type { Update } from '../../../schemas/update.ts';
import { normalize } from '../../util/normalize.ts';
import { unknownValue } from '../../util/suggest.ts';
import { fieldLabel } from '../model/field-labels.ts';
import type { HistoryStep, ItemHistoryStep } from './history-step.ts';
import type { ItemChange } from './item-diff.ts';

/** What a step has to match; absent for no condition. */
export interface HistoryFilter {
  ids?: ReadonlySet<string> | undefined;
  /** Ids of agencies, and the current agencies of an item by its id. */
  agencies?: { wanted: ReadonlySet<string>; of(id: string): readonly string[] } | undefined;
  /** As `resolveField` returns them. */
  fields?: readonly string[] | undefined;
  /** Part of the author's name or mail. */
  author?: string | undefined;
}

/** The step with only the items and changes that match; null where none does. */
export function filterStep(
  step: HistoryStep,
  { ids, agencies, fields, author }: HistoryFilter,
): HistoryStep | null {
  if (author !== undefined && !normalize(`${step.author} <${step.mail}>`).includes(normalize(author)))
    return null;
  if (!ids && !agencies && !fields) return step;
  const items = step.items
    .filter(({ id }) => !ids || ids.has(id))
    .filter((item) => !agencies || isOf(item, agencies))
    .flatMap((item) => (fields ? (onFields(item, fields) ?? []) : item));
  return items.length > 0 ? { ...step, items, files: [] } : null;
}

/** Whether a change is of an agency: an update by its agency; other changes, and updates of the group, by the item's agencies. */
function isOf(
  { id, change: { fields, reported, retracted } }: ItemHistoryStep,
  { wanted, of }: NonNullable<HistoryFilter['agencies']>,
): boolean {
  const reporters = [...reported, ...retracted].map(({ agency }) => agency);
  if (reporters.some((agency) => agency !== undefined && wanted.has(agency))) return true;
  if (reporters.length > 0 && !reporters.includes(undefined)) return false;
  const moved = fields.filter(({ field }) => field === 'agencies').flatMap(({ from, to }) => [from, to]);
  return [...of(id), ...moved.flat()].some((agency) => wanted.has(agency as string));
}

/** Only the changes of some fields. A change of an unreadable item is kept: it can be of any field. */
function onFields(item: ItemHistoryStep, wanted: readonly string[]): ItemHistoryStep | null {
  const isWanted = (field: string) => wanted.some((name) => isNamed(field, name));
  const { change } = item;
  if (change.what === 'unreadable') return item;
  const kept: ItemChange = {
    what: change.what,
    fields: change.fields.filter(({ field }) => isWanted(field)),
    reported: change.reported.filter((entry) => fieldsSetBy(entry).some(isWanted)),
    retracted: change.retracted.filter((entry) => fieldsSetBy(entry).some(isWanted)),
    amended: change.amended.filter((entry) => fieldsAmendedBy(entry).some(isWanted)),
    unamended: change.unamended.filter((entry) => fieldsAmendedBy(entry).some(isWanted)),
  };
  const { what: _, ...lists }: Omit<ItemChange, 'decided' | 'broken'> = kept;
  return Object.values(lists).some(({ length }) => length > 0) ? { ...item, change: kept } : null;
}

/** The labels of the fields that an update sets. */
export const fieldsSetBy = ({ milestone, status, rating }: Update): string[] => [
  ...(status === undefined ? [] : [fieldLabel({ milestone, field: 'status' })]),
  ...(rating === undefined ? [] : ['rating']),
];

/** The labels of the field that an amendment changes: two for the text of a timetable. */
export const fieldsAmendedBy = ({ milestone, field }: Amendment): string[] => {
  if (milestone === undefined && field === 'text')
    return ['timetable.ongoing.text', 'timetable.trigger.text'];
  return [fieldLabel({ milestone, field })];
};

/** Whether a name includes a field: `status` includes "milestone 5.1 status", `milestone 5.1` all fields of that milestone. */
const isNamed = (field: string, name: string): boolean =>
  field === name || [' ', '.'].some((gap) => field.startsWith(name + gap) || field.endsWith(gap + name));

const shortNames = [...new Set(['status', 'rating', ...amendableFields, 'source', 'wording', 'retired'])];

/**
 * A field by a short name, or by its full label.
 * @throws PlanError `unknown-word` that lists the short names
 */
export function resolveField(text: string): string {
  const word = text.trim().replace(/\s+/g, ' ');
  const short = shortNames.find((each) => each === normalize(word));
  if (short !== undefined) return short;
  if (/^(?:milestone \S+(?: \S+)?|(?:timetable|source|retired|added)\.\S+|x-\S+)$/.test(word)) return word;
  throw unknownValue(text, 'a field', shortNames);
}
