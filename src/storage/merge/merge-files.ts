/** An item's file merged: the bytes, the same whichever side merges. */

import type { Item } from '../../../schemas/item.ts';
import { type Conflict, conflictAt } from '../../plan/merge/conflict.ts';
import { type Merged, mergeItems } from '../../plan/merge/merge-items.ts';
import { deepEqual } from '../../util/equal.ts';
import { sha256 } from '../../util/sha256.ts';
import { parseItem } from '../yaml/read-value.ts';
import { withMarkers } from './conflict-markers.ts';
import { mergeCleanly, mergeLines } from './diff3.ts';
import { mergeYaml } from './merge-yaml.ts';

type Lines = readonly string[];

export interface MergedText {
  text: string;
  conflicts: readonly Conflict[];
}

/**
 * Merges what two sides made of an item's file. Comments, quoting and order stay; where a conflict is, both sides stand
 * between markers. A text that can't be read as an item is merged line by line.
 * @param base what both started from; empty where each of them added the file
 * @param size how long a conflict's markers are
 */
export async function mergeFiles(base: string, ours: string, theirs: string, size = 7): Promise<MergedText> {
  if (ours === theirs || base === theirs) return { text: ours, conflicts: [] };
  if (base === ours) return { text: theirs, conflicts: [] };
  const form = mergedForm(base, ours, theirs);
  const [b, o, t] = [base, ours, theirs].map(form.plain) as [string, string, string];
  const merged = await mergePlain(b, o, t, size);
  return { ...merged, text: form.dressed(merged.text) };
}

async function mergePlain(base: string, ours: string, theirs: string, size: number): Promise<MergedText> {
  const lines = [base, ours, theirs].map((text) => text.split('\n').slice(0, -1)) as [
    string[],
    string[],
    string[],
  ];
  const plain = mergeCleanly(...lines);
  const text = plain?.map((line) => `${line}\n`).join('') ?? null;
  const [b, o, t] = await Promise.all([base, ours, theirs].map(parseItem));
  if (!o || !t || (base !== '' && !b))
    return text === null ? lineByLine(lines, unread, size) : { text, conflicts: [] };
  const merged = mergeItems(b ?? null, o, t, sha256);
  if (merged.conflicts.length === 0 && text !== null && (await reads(text, merged.item)))
    return { text, conflicts: [] };
  const joined =
    b &&
    mergeYaml(
      [
        { text: base, item: b },
        { text: ours, item: o },
        { text: theirs, item: t },
      ],
      merged,
      size,
    );
  if (joined && keepsComments(joined, lines) && (await holds(joined, merged, size)))
    return { text: joined, conflicts: merged.conflicts };
  const conflicts =
    merged.conflicts.length > 0
      ? merged.conflicts
      : [conflictAt([], o, t, 'both sides changed the same lines in ways that can’t be joined safely')];
  return text === null
    ? { ...lineByLine(lines, conflicts[0]!, size), conflicts }
    : { text: `${withMarkers(lines[1], lines[2], conflicts[0]!, size).join('\n')}\n`, conflicts };
}

/** Whether the text says what is meant; with conflicts, whether it can be read once they are settled either way. */
async function holds(text: string, { item, conflicts }: Merged, size: number): Promise<boolean> {
  if (conflicts.length === 0) return await reads(text, item);
  const settled = ['ours', 'theirs'].map((side) => parseItem(resolved(text, side === 'ours', size)));
  return (await Promise.all(settled)).every(Boolean);
}

/** Whether every comment that a side added has a line in the text. */
function keepsComments(text: string, [base, ...sides]: readonly [Lines, Lines, Lines]): boolean {
  const kept = new Set(text.split('\n'));
  return sides.flat().every((line) => !/^\s*#/.test(line) || base.includes(line) || kept.has(line));
}

const reads = async (text: string, item: Item) => {
  const read = await parseItem(text);
  return read !== null && deepEqual(read, item);
};

/** The text with one side's lines in each conflict. */
function resolved(text: string, ours: boolean, size: number): string {
  let where: '' | '<' | '=' = '';
  return text
    .split('\n')
    .filter((line) => {
      const [sign = ' '] = line;
      if ('<=>'.includes(sign) && new RegExp(`^${sign}{${size}}(?: |$)`).test(line)) {
        where = sign === '>' ? '' : (sign as '<' | '=');
        return false;
      }
      return where === '' || (where === '<') === ours;
    })
    .join('\n');
}

const unread = { ours: 'these lines', theirs: 'these lines' };

/** As git does it: each stretch that both sides changed between markers. */
function lineByLine(
  [base, ours, theirs]: readonly [string[], string[], string[]],
  said: Pick<Conflict, 'ours' | 'theirs'>,
  size: number,
): MergedText {
  const lines = mergeLines(base, ours, theirs).flatMap((hunk) =>
    'lines' in hunk ? hunk.lines : withMarkers(hunk.ours, hunk.theirs, said, size),
  );
  const why = 'both sides changed the same lines';
  const conflict = { field: 'text', path: [], why, ...said };
  return { text: lines.map((line) => `${line}\n`).join(''), conflicts: [conflict] };
}

/** How a text is written beyond its lines: its line ends, a byte order mark, whether its last line is ended. */
function mergedForm(base: string, ours: string, theirs: string) {
  const all = [base, ours, theirs];
  const pick = (of: (text: string) => boolean, none: boolean) => {
    const [b, o, t] = all.map(of) as [boolean, boolean, boolean];
    return o === t ? o : base === '' ? none : o === b ? t : o;
  };
  // Line ends that are mixed are part of the lines.
  const even = all.every((text) => !text.includes('\r') || !/(?<!\r)\n/.test(text));
  const crlf = even && pick((text) => text.includes('\r\n'), false);
  const mark = pick((text) => text.startsWith('\ufeff'), false);
  const ended = pick((text) => text.endsWith('\n'), true);
  return {
    plain(text: string): string {
      const bare = text.replace(/^\ufeff/, '');
      const lines = even ? bare.replaceAll('\r\n', '\n') : bare;
      return lines === '' || lines.endsWith('\n') ? lines : `${lines}\n`;
    },
    dressed(text: string): string {
      const lines = ended ? text : text.replace(/\n$/, '');
      return `${mark ? '\ufeff' : ''}${crlf ? lines.replaceAll('\n', '\r\n') : lines}`;
    },
  };
}
