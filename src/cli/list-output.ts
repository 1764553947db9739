/** Prints a list in any format. */
import { PlanError } from '../errors.ts';
import type { DataTable } from '../render/common/data-table.ts';
import { oneLine } from '../render/common/escape.ts';
import { type RowFormat, rowFormatNames, tableFormats } from '../render/table/formats.ts';
import { option } from './command.ts';
import type { CommandContext } from './context.ts';

export interface ListFlags {
  wide?: boolean;
  bom?: boolean;
}

export const listFormats = ['table', 'tsv', ...rowFormatNames] as const;

export const listOptions = [
  option('--wide', 'do not limit the table to the width of the terminal'),
  option('--bom', 'start CSV or TSV with a byte order mark, so that Excel reads it as UTF-8'),
];

/** Whether a format has every field if the user names none: the formats that other programs read. */
export const wantsAllFields = (format: string): boolean =>
  ['json', 'ndjson', 'yaml', 'xlsx'].includes(format);

/** Formats that cannot hold notes: they are printed on standard error. */
const formatsWithoutNotes = ['table', 'tsv', 'csv'];

/** @throws PlanError `usage` */
export async function writeList<Row>(
  context: CommandContext,
  table: DataTable<Row>,
  { wide, bom = false }: ListFlags,
): Promise<void> {
  const { io, format } = context;
  if (bom && format !== 'csv' && format !== 'tsv')
    throw new PlanError('usage', `\`--bom\` is for CSV and TSV, not for \`${format}\``, 'add `--format csv`');
  const output = await tableFormats[format as RowFormat](table, await context.textLayout(wide));
  if (bom) io.out('\ufeff');
  if (typeof output === 'string' || output instanceof Uint8Array) io.out(output);
  else for (const chunk of output) io.out(chunk);
  if (formatsWithoutNotes.includes(format))
    for (const note of table.notes ?? []) io.err(`${oneLine(note)}\n`);
}
