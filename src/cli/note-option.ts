/** Reads a note from an option, a file or standard input. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { PlanError } from '../errors.ts';
import type { System } from '../io.ts';
import { option } from './command.ts';

export const noteFileOption = option('--note-file <file>', 'read the note from a file', 'file');

/**
 * The note, from the only source that is given; undefined if none is.
 * @param args `-` among them means standard input
 * @throws PlanError `usage`, `not-found`
 */
export async function readNote(
  io: System,
  args: readonly string[],
  { note, noteFile }: { note?: string; noteFile?: string },
): Promise<string | undefined> {
  const sources = [
    ...(note === undefined || note === '-' ? [] : [note]),
    ...(args.includes('-') || note === '-' || noteFile === '-' ? [io.readStdin] : []),
    ...(noteFile === undefined || noteFile === '-' ? [] : [() => readNoteFile(io, noteFile)]),
  ];
  if (sources.length > 1) throw new PlanError('usage', 'the note is given more than once', 'give it once');
  const [source] = sources;
  if (source === undefined) return undefined;
  return parseNote(typeof source === 'string' ? source : await source());
}

/** A note without leading line breaks and trailing white space. @throws PlanError `usage` */
export function parseNote(text: string): string {
  const note = text.replace(/\r\n?/g, '\n').replace(/^\n+/, '').trimEnd();
  if (note === '') throw new PlanError('usage', 'the note is empty', 'write something, or leave it out');
  // Node replaces bytes that are not UTF-8 with this character.
  if (note.includes('\ufffd')) throw new PlanError('usage', 'the note is not UTF-8 text', 'save it as UTF-8');
  return note;
}

function readNoteFile({ cwd }: System, file: string): string {
  try {
    return readFileSync(resolve(cwd, file), 'utf8');
  } catch (error) {
    const what =
      (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'there is no such file' : 'it can’t be read';
    throw new PlanError(
      'not-found',
      `no note in \`${file}\`: ${what}`,
      'give a text file, or use `--note "…"`',
    );
  }
}
