/** A note as the command line gives it: in words, in a file, or on standard input. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { PlanError } from '../errors.ts';
import type { System } from '../io.ts';

/** The note, from the one place that gives it, without the line breaks around it. @throws PlanError `usage`, `disk` */
export async function readNote(
  io: System,
  ids: readonly string[],
  { note, noteFile }: { note?: string; noteFile?: string },
): Promise<string | undefined> {
  const places = [
    ...(note === undefined || note === '-' ? [] : [note]),
    ...(ids.includes('-') || note === '-' || noteFile === '-' ? [io.readStdin] : []),
    ...(noteFile === undefined || noteFile === '-' ? [] : [() => readNoteFile(io, noteFile)]),
  ];
  if (places.length > 1)
    throw new PlanError('usage', 'the note is given in more than one place', 'give it once');
  const [source] = places;
  if (source === undefined) return undefined;
  return parseNote(typeof source === 'string' ? source : await source());
}

/** The same of what was typed. @throws PlanError `usage` */
export function parseNote(text: string): string {
  const words = text.replace(/\r\n?/g, '\n').replace(/^\n+|\s+$/g, '');
  if (words === '') throw new PlanError('usage', 'the note is empty', 'write something, or leave it out');
  // What is read as UTF-8 and is not has this in its place: those words are lost.
  if (words.includes('\ufffd'))
    throw new PlanError('usage', 'the note is not UTF-8 text', 'save it as UTF-8');
  return words;
}

function readNoteFile({ cwd }: System, file: string): string {
  try {
    return readFileSync(resolve(cwd, file), 'utf8');
  } catch (error) {
    const what =
      (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'there is no such file' : 'it can’t be read';
    throw new PlanError('not-found', `no note in \`${file}\`: ${what}`, 'give a text file, or `--note "…"`');
  }
}
