/** Writes the file of a new item. */
import { dirname, join, relative, sep } from 'node:path';
import type { Item, Milestone } from '../../../../schemas/item.ts';
import { itemFileKeys } from '../../../../schemas/key-order.ts';
import type { Source } from '../source.ts';
import { indentLines, itemLines, mappingLines } from './emit.ts';

type ItemText = Pick<Source, 'path' | 'text'>;

/**
 * The text of a new item file.
 *
 * @param path where the file will be
 * @param like another item file of the plan: its schema comment and its line endings are copied
 */
export function newItemText(item: Item, path: string, like: ItemText | undefined): string {
  const schema = like && schemaLine(like, path);
  const lines = itemFileKeys.item.flatMap((key) => {
    const value = item[key as keyof Item];
    if (value === undefined) return [];
    if (key === 'timetable') return timetableLines(item);
    if (key === 'added') return ['added:', ...indentLines(mappingLines({ ...item.added }, 2), 2)];
    return mappingLines({ [key]: value }, 0);
  });
  const eol = like?.text.includes('\r\n') ? '\r\n' : '\n';
  return [...(schema ? [schema] : []), ...lines].map((line) => line + eol).join('');
}

/** The comment that gives editors the schema, with its path made relative to the new file. */
function schemaLine({ path, text }: ItemText, to: string): string | undefined {
  const [line] = /^# yaml-language-server:[^\r\n]*/.exec(text) ?? [];
  return line?.replace(/(?<=\$schema=)\.\.?\/\S*/, (schema) =>
    relative(dirname(to), join(dirname(path), schema))
      .split(sep)
      .join('/'),
  );
}

/** In block style, even where it would fit on one line. */
function timetableLines({ timetable }: Item): string[] {
  const lines = Object.entries(timetable).flatMap(([schedule, value]) => [
    `${schedule}:`,
    ...indentLines(
      Array.isArray(value)
        ? value.flatMap((each) => itemLines(inKeyOrder(each), 4))
        : mappingLines(value as object as Record<string, unknown>, 4),
      2,
    ),
  ]);
  return ['timetable:', ...indentLines(lines, 2)];
}

/** The fields of a milestone in the order of the schema. */
const inKeyOrder = (given: Milestone) =>
  Object.fromEntries(itemFileKeys.milestone.map((key) => [key, given[key as keyof Milestone]]));
