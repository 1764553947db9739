/** The text of a new item's file, in the manner of the others. */
import { dirname, join, relative, sep } from 'node:path';
import type { Item, Milestone } from '../../../../schemas/item.ts';
import { keys } from '../../../../schemas/key-order.ts';
import type { Source } from '../source.ts';
import { indented, itemLines, mappingLines } from './emit.ts';

type File = Pick<Source, 'path' | 'text'>;

/**
 * @param path where it is to stand
 * @param like another item of the plan; its first line may tell editors the schema
 */
export function newItemText(item: Item, path: string, like: File | undefined): string {
  const schema = like && schemaLine(like, path);
  const lines = keys.item.flatMap((key) => {
    const value = item[key as keyof Item];
    if (value === undefined) return [];
    if (key === 'timetable') return timetableLines(item);
    if (key === 'added') return ['added:', ...indented(mappingLines({ ...item.added }, 2), 2)];
    return mappingLines({ [key]: value }, 0);
  });
  const eol = like?.text.includes('\r\n') ? '\r\n' : '\n';
  return [...(schema ? [schema] : []), ...lines].map((line) => line + eol).join('');
}

/** The line that tells editors the schema: its path begins at the file, which may stand in another folder. */
function schemaLine({ path, text }: File, to: string): string | undefined {
  const [line] = /^# yaml-language-server:[^\r\n]*/.exec(text) ?? [];
  return line?.replace(/(?<=\$schema=)\.\.?\/\S*/, (schema) =>
    relative(dirname(to), join(dirname(path), schema))
      .split(sep)
      .join('/'),
  );
}

/** Spread over lines, whatever room there is. */
function timetableLines({ timetable }: Item): string[] {
  const lines = Object.entries(timetable).flatMap(([schedule, value]) => [
    `${schedule}:`,
    ...indented(
      Array.isArray(value)
        ? value.flatMap((each) => itemLines(inOrder(each), 4))
        : mappingLines(value as object as Record<string, unknown>, 4),
      2,
    ),
  ]);
  return ['timetable:', ...indented(lines, 2)];
}

/** A milestone's facts in the order of its shape. */
const inOrder = (given: Milestone) =>
  Object.fromEntries(keys.milestone.map((key) => [key, given[key as keyof Milestone]]));
