/** Zod and the JSON Schemas accept the same values, however a file is changed. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { schemaNames } from '../../../schemas/json-schema.ts';
import fc from '../../support/property.ts';
import { jsonSchemaAccepts, zodErrors } from '../../support/schema-validators.ts';

type Holder = Record<string | number, unknown>;
type Path = (string | number)[];
type Change = (holder: Holder, key: string | number) => void;

/** The fixture that uses every field. */
const full = (schema: string): unknown =>
  parse(readFileSync(join(import.meta.dirname, `../../fixtures/schemas/${schema}/valid/full.yaml`), 'utf8'));

const isHolder = (value: unknown): value is Holder => typeof value === 'object' && value !== null;

const at = (value: unknown, path: Path): unknown =>
  path.reduce((holder, key) => (isHolder(holder) ? holder[key] : undefined), value);

/** The paths of all values inside a value. */
const paths = (value: unknown): Path[] =>
  isHolder(value)
    ? Object.keys(value).flatMap((name) => {
        const key = Array.isArray(value) ? Number(name) : name;
        return [[key], ...paths(value[key]).map((rest) => [key, ...rest])];
      })
    : [];

const remove: Change = (holder, key) => {
  if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else delete holder[key];
};
const put =
  (value: unknown): Change =>
  (holder, key) => {
    holder[key] = structuredClone(value);
  };
const copyTo =
  (name: string): Change =>
  (holder, key) => {
    if (!Array.isArray(holder)) holder[name] = structuredClone(holder[key]);
  };

/** The required values: fields, and the last member of a list that must not be empty. */
const required = {
  plan: `id title owner time-zone pillars pillars/0 pillars/0/id pillars/0/name horizons/0 horizons/0/id
    horizons/0/name source source/title source/publisher source/published source/copyright source/licence`,
  agencies: `agencies agencies/0/id agencies/0/name agencies/0/successors/0 agencies/0/successors/0/name
    agencies/0/successors/0/aliases/0 agencies/0/successors/0/from agencies/1/id agencies/1/name`,
  item: `id pillar objective action measure agencies timetable timetable/milestones timetable/milestones/0/id
    timetable/milestones/0/task timetable/milestones/0/agencies/0 timetable/milestones/1/id
    timetable/milestones/1/task source/agencies source/timetable wording
    added/recorded added/reason added/authority retired/recorded retired/reason retired/authority
    amendments/0/recorded amendments/0/reason amendments/0/authority amendments/0/field
    amendments/1/recorded amendments/1/reason amendments/1/authority amendments/1/field
    amendments/1/from/0 updates/0/as-of updates/0/recorded updates/0/evidence/0/url
    updates/0/evidence/1/file updates/0/evidence/1/sha256`,
  update: `as-of recorded evidence/0/url evidence/1/file evidence/1/sha256`,
};

/** Values that are valid, or nearly. */
const tricky = [
  '',
  ' ',
  'a ',
  'a\nb',
  'a\u2028b',
  '\u0085',
  '\ufeff',
  '\ud800',
  'a\u001b',
  'a\u009b',
  '\u00a0a',
]
  .concat([
    '2024-02-29',
    '2026-02-29',
    '2026-02-30',
    '20260228',
    '2026-02-28\n',
    'completed',
    'in-place',
    '1',
  ])
  .concat(['https://example.org', 'HTTPS://example.org', 'https://', 'javascript:alert(1)', 'Asia/Tokyo']);

describe.each(schemaNames)('%s', (schema) => {
  const every = paths(full(schema));

  const agreed = (value: unknown) => {
    const accepted = jsonSchemaAccepts(schema, value);
    const errors = zodErrors(schema, value);
    expect(errors.length === 0, `${JSON.stringify(value)} ${errors}`).toBe(accepted);
    return accepted;
  };

  const accepts = (...changes: (readonly [Path, Change])[]) => {
    const value = full(schema);
    for (const [path, change] of changes) {
      // An earlier change may have removed the holder.
      const holder = at(value, path.slice(0, -1));
      if (isHolder(holder)) change(holder, path.at(-1)!);
    }
    return agreed(value);
  };

  test('requires the required values and no others', () => {
    const missed = every.filter((path) => !accepts([path, remove])).map((path) => path.join('/'));
    expect(missed).toEqual(required[schema].split(/\s+/));
  });

  /** An amended value is a text or a list, as the field is. */
  const oneType = every.filter(
    (path) => !(path.at(-3) === 'amendments' && /^(from|to)$/.test(`${path.at(-1)}`)),
  );

  test.each(oneType.map((path) => ({ name: path.join('/'), path })))('$name has one type', ({ path }) => {
    const value = at(full(schema), path);
    const wrong = [null, Number.NaN, -1.5, isHolder(value) ? 'text' : {}, Array.isArray(value) ? {} : []];
    for (const each of wrong) expect(accepts([path, put(each)]), JSON.stringify(each)).toBe(false);
  });

  test('every mapping accepts its own keys and `x-…`, and no others', () => {
    const mappings = [[], ...every].filter((path) => {
      const value = at(full(schema), path);
      return isHolder(value) && !Array.isArray(value);
    });
    for (const path of mappings) {
      expect(accepts([[...path, 'x-mine'], put({ any: ['thing'] })]), path.join('/')).toBe(true);
      for (const name of ['nonsense', 'X-mine', 'x', 'toString', ''])
        expect(accepts([[...path, name], put('text')]), [...path, name].join('/')).toBe(false);
    }
  });

  test('Zod and JSON Schema agree after up to three random changes', () => {
    const keys = every.flat().filter((key) => typeof key === 'string');
    const name = fc.oneof(fc.string(), fc.constantFrom('x-a', ...keys)).filter((key) => key !== '__proto__');
    const change = fc.oneof(
      fc.constant(remove),
      name.map(copyTo),
      fc.jsonValue().map(put),
      fc.string({ unit: 'grapheme' }).map(put),
      fc.constantFrom(...tricky, ...every.map((path) => at(full(schema), path))).map(put),
    );
    const changes = fc.array(fc.tuple(fc.constantFrom(...every), change), { minLength: 1, maxLength: 3 });
    fc.assert(fc.property(changes, (drawn) => void accepts(...drawn)));
  });
});
