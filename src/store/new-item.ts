/** The text of a new item's file, in the manner of the others. */

import type { Item } from '../../schemas/item.ts';
import { item as itemShape } from '../../schemas/item.ts';
import { indented, itemLines, mappingLines } from './emit.ts';

/** @param like the text of another item of the plan; its first line may tell editors the schema */
export function newItemText(item: Item, like: string | undefined): string {
  const [schema] = /^# yaml-language-server:[^\r\n]*/.exec(like ?? '') ?? [];
  const lines = Object.keys(itemShape.shape).flatMap((key) => {
    const value = item[key as keyof Item];
    if (value === undefined) return [];
    if (key === 'timetable') return timetableLines(item);
    if (key === 'added') return ['added:', ...indented(mappingLines({ ...item.added }, 2), 2)];
    return mappingLines({ [key]: value }, 0);
  });
  const eol = like?.includes('\r\n') ? '\r\n' : '\n';
  return [...(schema ? [schema] : []), ...lines].map((line) => line + eol).join('');
}

/** Spread over lines, whatever room there is. */
function timetableLines({ timetable }: Item): string[] {
  const lines = Object.entries(timetable).flatMap(([schedule, value]) => [
    `${schedule}:`,
    ...indented(
      Array.isArray(value)
        ? value.flatMap((milestone) => itemLines(milestone, 4))
        : mappingLines(value as object as Record<string, unknown>, 4),
      2,
    ),
  ]);
  return ['timetable:', ...indented(lines, 2)];
}
