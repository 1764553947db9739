/** Answering with a list, in whichever format was asked for. */

import { PlanError } from '../errors.ts';
import type { DataTable } from '../render/common/data-table.ts';
import { oneLine } from '../render/common/escape.ts';
import { type RowFormat, rowFormatNames, tableFormats } from '../render/table/formats.ts';
import { option } from './command.ts';
import type { CommandContext } from './context.ts';

export interface AnswerFlags {
  wide?: boolean;
  bom?: boolean;
}

export const listFormats = ['table', 'tsv', ...rowFormatNames] as const;

export const answerOptions = [
  option('--wide', 'do not cut columns to the terminal'),
  option('--bom', 'begin CSV or TSV with a byte order mark, by which Excel knows UTF-8'),
];

/** Whether a format is for programs, which get every field where nobody named some. */
export const wantsAllFields = (format: string): boolean =>
  ['json', 'ndjson', 'yaml', 'xlsx'].includes(format);

/** Formats that have no room for what is to be said of the figures. */
const formatsWithoutNotes = ['table', 'tsv', 'csv'];

/** @throws PlanError `usage` */
export async function writeList<Row>(
  context: CommandContext,
  sheet: DataTable<Row>,
  { wide, bom = false }: AnswerFlags,
): Promise<void> {
  const { io, format } = context;
  if (bom && format !== 'csv' && format !== 'tsv')
    throw new PlanError('usage', `\`--bom\` is for CSV and TSV, not for \`${format}\``, 'add `--format csv`');
  const told = await tableFormats[format as RowFormat](sheet, await context.textLayout(wide));
  if (bom) io.out('\ufeff');
  if (typeof told === 'string' || told instanceof Uint8Array) io.out(told);
  else for (const piece of told) io.out(piece);
  if (formatsWithoutNotes.includes(format))
    for (const note of sheet.notes ?? []) io.err(`${oneLine(note)}\n`);
}
