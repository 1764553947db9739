/** The envelope of JSON output, and the objects that several outputs contain. */
import type { Amendment, Decision } from '../../../schemas/amendment.ts';
import { toCamelCase } from '../../../schemas/field-types.ts';
import type { Item } from '../../../schemas/item.ts';
import type { Update } from '../../../schemas/update.ts';
import { type Audience, publicNames } from '../../plan/model/audience.ts';
import type { Clock } from '../../plan/model/calendar-date.ts';
import { type FieldName, fieldNames, fields } from '../../plan/model/fields.ts';
import { identifiedUpdates, updateId } from '../../plan/model/updates.ts';
import { safeJson } from './escape.ts';

/** `{"schemaVersion":1,"kind":…}` with the properties of that kind. */
export const withEnvelope = (kind: string, body: object) => ({ schemaVersion: 1, kind, ...body });

/** JSON text that ends with a line break. */
export const toJson = (kind: string, body: object): string => `${safeJson(withEnvelope(kind, body), 2)}\n`;

/** A body with the names that its keys have for an audience; see `nameFor`. The keys of a body are never text of a plan. */
export const namesFor = <Body>(audience: Audience, body: Body): Body =>
  audience === 'internal' ? body : (withPublicKeys(body) as Body);

const publicKeys = new Map(publicNames.map((names) => names.map(toCamelCase) as [string, string]));

function withPublicKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withPublicKeys);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [publicKeys.get(key) ?? key, withPublicKeys(inner)]),
  );
}

/** Fields of an item, as all JSON output has them. */
const itemFields = (item: Item, clock: Clock, names: readonly FieldName[] = fieldNames) =>
  Object.fromEntries(names.map((name) => [toCamelCase(name), fields[name].value(item, clock)]));

/** A whole item: its fields, source text, fingerprint, decisions and updates, oldest first. */
export const wholeItem = (item: Item, clock: Clock) => ({
  ...itemFields(item, clock),
  source: item.source ?? null,
  wording: item.wording,
  addition: item.added ? decisionJson(item.added) : null,
  retirement: item.retired ? decisionJson(item.retired) : null,
  amendments: (item.amendments ?? []).map(amendmentJson),
  updates: identifiedUpdates(item).map(({ id, entry, correctedBy, withdrawnBy }) => ({
    ...updateJson(entry, id),
    correctedBy,
    withdrawnBy,
  })),
});

/** A decision; among the fields of an item, `retired` is the day alone. */
export const decisionJson = ({ recorded, effective, reason, authority, by }: Decision) => ({
  recorded,
  effective: effective ?? recorded,
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

/** An entry of `updates`, with null for absent keys. */
export const updateJson = (entry: Update, id = updateId(entry)) => ({
  id,
  asOf: entry['as-of'],
  recorded: entry.recorded,
  agency: entry.agency ?? null,
  by: entry.by ?? null,
  corrects: entry.corrects ?? null,
  withdraws: entry.withdraws ?? null,
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
  released: entry.released ? { day: entry.released.day, authority: entry.released.authority } : null,
});
