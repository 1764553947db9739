/** The one envelope that all JSON comes in. */
import type { Amendment, Decision } from '../../../schemas/amendment.ts';
import { toCamelCase } from '../../../schemas/field-types.ts';
import type { Item } from '../../../schemas/item.ts';
import type { Clock } from '../../plan/model/calendar-date.ts';
import { type FieldName, fieldNames, fields } from '../../plan/model/fields.ts';
import { safeJson } from './escape.ts';

/** `{"schemaVersion":1,"kind":…}` and what the kind holds. */
export const withEnvelope = (kind: string, body: object) => ({ schemaVersion: 1, kind, ...body });

/** The same as a text with a final line break. */
export const toJson = (kind: string, body: object): string => `${safeJson(withEnvelope(kind, body), 2)}\n`;

/** Some of an item's fields, as every JSON answer has them. */
export const itemFields = (item: Item, clock: Clock, names: readonly FieldName[] = fieldNames) =>
  Object.fromEntries(names.map((name) => [toCamelCase(name), fields[name].value(item, clock)]));

/** An item whole: its fields, the source's cells, the fingerprint, what was decided and what was reported, oldest first. */
export const wholeItem = (item: Item, clock: Clock) => ({
  ...itemFields(item, clock),
  source: item.source ?? null,
  wording: item.wording,
  addition: item.added ? decisionJson(item.added) : null,
  retirement: item.retired ? decisionJson(item.retired) : null,
  amendments: (item.amendments ?? []).map(amendmentJson),
  updates: (item.updates ?? []).map(updateJson),
});

/** Why and by whose word something was decided; `retired` among an item's fields is the day alone. */
export const decisionJson = ({ recorded, reason, authority, by }: Decision) => ({
  recorded,
  reason,
  authority,
  by: by ?? null,
});

/** An entry of `amendments`. */
export const amendmentJson = (entry: Amendment) => ({
  ...decisionJson(entry),
  milestone: entry.milestone ?? null,
  field: entry.field,
  from: entry.from ?? null,
  to: entry.to ?? null,
});

/** An entry of `updates`, with null for what it leaves out. */
export const updateJson = (entry: NonNullable<Item['updates']>[number]) => ({
  asOf: entry['as-of'],
  recorded: entry.recorded,
  agency: entry.agency ?? null,
  by: entry.by ?? null,
  milestone: entry.milestone ?? null,
  status: entry.status ?? null,
  rating: entry.rating ?? null,
  reason: entry.reason ?? null,
  note: entry.note ?? null,
  evidence: (entry.evidence ?? []).map(({ title, url, file, sha256 }) => ({
    title: title ?? null,
    url: url ?? null,
    file: file ?? null,
    sha256: sha256 ?? null,
  })),
  visibility: entry.visibility ?? null,
});
