/** Of what commits did, only what somebody asks for. */
import type { Amendment } from '../../../schemas/amendment.ts';
import { amendableFields } from '../../../schemas/enums.ts';
import type { Update } from '../../../schemas/update.ts';
import { normalize } from '../../util/normalize.ts';
import { unknownValue } from '../../util/suggest.ts';
import { fieldLabel } from '../model/field-labels.ts';
import type { HistoryStep, ItemHistoryStep } from './history-step.ts';
import type { ItemChange } from './item-diff.ts';

/** All of it must hold; what is absent was not asked. */
export interface HistoryFilter {
  ids?: ReadonlySet<string> | undefined;
  /** Agencies by their ids, and what each item that is there says of who is responsible. */
  agencies?: { wanted: ReadonlySet<string>; of(id: string): readonly string[] } | undefined;
  /** As `resolveField` gives them. */
  fields?: readonly string[] | undefined;
  /** Part of the author's name or mail. */
  author?: string | undefined;
}

/** The step with only those items, and of them only those changes; null where nothing is left. */
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

/** A report is its agency's; the group's, and what nobody reported, concerns whoever is responsible for the item. */
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

/** What can't be read may have been about any field. */
function onFields(item: ItemHistoryStep, wanted: readonly string[]): ItemHistoryStep | null {
  const isWanted = (field: string) => wanted.some((name) => isNamed(field, name));
  const { change } = item;
  if (change.what === 'unreadable') return item;
  const told: ItemChange = {
    what: change.what,
    fields: change.fields.filter(({ field }) => isWanted(field)),
    reported: change.reported.filter((entry) => fieldsSetBy(entry).some(isWanted)),
    retracted: change.retracted.filter((entry) => fieldsSetBy(entry).some(isWanted)),
    amended: change.amended.filter((entry) => fieldsAmendedBy(entry).some(isWanted)),
    unamended: change.unamended.filter((entry) => fieldsAmendedBy(entry).some(isWanted)),
  };
  const { what: _, ...lists }: Omit<ItemChange, 'decided' | 'broken'> = told;
  return Object.values(lists).some(({ length }) => length > 0) ? { ...item, change: told } : null;
}

/** The fields that a report sets, by the names that `diffItems` gives them. */
export const fieldsSetBy = ({ milestone, status, rating }: Update): string[] => [
  ...(status === undefined ? [] : [fieldLabel({ milestone, field: 'status' })]),
  ...(rating === undefined ? [] : ['rating']),
];

/** The same of an amendment; the sentence of a timetable has two names. */
export const fieldsAmendedBy = ({ milestone, field }: Amendment): string[] => {
  if (milestone === undefined && field === 'text')
    return ['timetable.ongoing.text', 'timetable.trigger.text'];
  return [fieldLabel({ milestone, field })];
};

/** `status` names "status" and "milestone 5.1 status"; `milestone 5.1` all of that milestone. */
const isNamed = (field: string, name: string): boolean =>
  field === name || [' ', '.'].some((gap) => field.startsWith(name + gap) || field.endsWith(gap + name));

const fieldWords = [...new Set(['status', 'rating', ...amendableFields, 'source', 'wording', 'retired'])];

/**
 * A field as a person names it: by a word, or in full as the log tells it.
 * @throws PlanError `unknown-word` that lists the words
 */
export function resolveField(text: string): string {
  const word = text.trim().replace(/\s+/g, ' ');
  const short = fieldWords.find((each) => each === normalize(word));
  if (short !== undefined) return short;
  if (/^(?:milestone \S+(?: \S+)?|(?:timetable|source|retired|added)\.\S+|x-\S+)$/.test(word)) return word;
  throw unknownValue(text, 'a field', fieldWords);
}
