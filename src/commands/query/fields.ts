/** `plan fields`: lists the fields of items. */
import { toCamelCase } from '../../../schemas/field-types.ts';
import type { Command } from '../../cli/command.ts';
import { type ListFlags, listFormats, listOptions, writeList } from '../../cli/list-output.ts';
import { defaultStaleAfter } from '../../plan/model/calendar-date.ts';
import { type Field, type FieldName, fieldNames, fields } from '../../plan/model/fields.ts';
import { filterFieldOf, filterValues } from '../../plan/query/filters.ts';
import type { Column, DataTable } from '../../render/common/data-table.ts';

export const command: Command<ListFlags> = {
  description:
    'List the fields of items, each with its meaning and an example expression. Expressions are CEL; see `plan help expressions`. They may also use `today`, and `item` and `plan` as custom rules do; `date("…")`, `start("…")`, `end("…")` and `due.within("…")` take days and periods as options do.',
  examples: [
    ['plan fields', 'list the fields'],
    ['plan fields --wide', 'do not limit the width'],
    ["plan fields --json | jq -r '.fields[].name'", 'print the names only'],
  ],
  formats: listFormats,
  hasOutput: true,
  options: listOptions,

  async run(context, _args, flags) {
    const loaded = await context.load([]);
    const { plan } = loaded;
    const { staleAfter } = context.clock(plan.settings);
    const meaning = (name: FieldName) =>
      name === 'stale' ? `${fields.stale.description}; ${staleAge(staleAfter)}` : fields[name].description;
    const example = (name: FieldName) =>
      fields[name].example
        .replace('PILLAR', plan.settings.pillars[0]!.id)
        .replace('AGENCY', plan.agencies[0]?.id ?? 'police');
    const values = (name: FieldName) => {
      const filterField = filterFieldOf(name);
      return filterField === null ? [] : filterValues(plan, filterField);
    };
    const columns: Column<FieldName>[] = [
      textColumn('name', toCamelCase),
      textColumn('type', (name) => typeName(fields[name])),
      textColumn('meaning', meaning),
      textColumn('example', example),
      {
        name: 'absent',
        value: (name) => mayBeMissing(name),
        text: (name) => (mayBeMissing(name) ? 'maybe' : 'never'),
      },
      { name: 'values', value: values, text: (name) => values(name).join(', ') },
    ];
    const table: DataTable<FieldName> = {
      kind: 'field-list',
      title: 'Fields',
      key: 'fields',
      columns,
      rows: fieldNames,
      summary: () => ({ fields: fieldNames.length }),
    };
    await writeList(context, table, flags);
    return context.finish(loaded);
  },
};

const textColumn = (name: string, value: (name: FieldName) => string): Column<FieldName> => ({
  name,
  value,
  text: value,
});

const mayBeMissing = (name: FieldName) => (fields[name] as Field).nullable === true;

const typeNames: Record<string, string> = {
  text: 'text',
  date: 'day',
  number: 'number',
  flag: 'true or false',
};

function typeName({ kind }: Field): string {
  if (typeof kind === 'string') return typeNames[kind]!;
  return 'list' in kind && kind.list === 'date' ? 'list of days' : 'list of words';
}

const staleAge = (days: number | undefined) =>
  days === undefined
    ? `after ${defaultStaleAfter} days, unless plan.yaml has \`reporting: { stale-after: … }\``
    : `after ${days} days, by plan.yaml`;
