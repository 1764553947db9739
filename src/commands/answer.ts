/** Answering with a list, in whichever format was asked for. */
import { type RowFormat, rowFormatNames, rowFormats } from '../render/rows.ts';
import type { Sheet } from '../render/sheet.ts';
import type { Session } from './session.ts';
import { option } from './verb.ts';

export interface AnswerFlags {
  wide?: boolean;
}

export const listFormats = ['table', 'tsv', ...rowFormatNames] as const;

export const answerOptions = [option('--wide', 'do not cut columns to the terminal')];

export async function answer<Row>(session: Session, sheet: Sheet<Row>, { wide }: AnswerFlags): Promise<void> {
  session.io.out(await rowFormats[session.format as RowFormat](sheet, await session.page(wide)));
}
