/** Two changed texts of an item made one, key by key and entry by entry, once it is known what both mean together. */

import type { Item } from '../../../schemas/item.ts';
import { type Conflict, type FactPath, factAt } from '../../plan/merge/conflict.ts';
import { keyed, mergeOrders } from '../../plan/merge/merge-lists.ts';
import { isInFingerprint } from '../../plan/model/fingerprint.ts';
import { deepEqual } from '../../util/equal.ts';
import { flowText, scalarText } from '../yaml/edit/emit.ts';
import { keyOrder } from '../yaml/edit/key-order.ts';
import { withMarkers } from './conflict-markers.ts';
import { mergeCleanly, mergeLines, sameLines } from './diff3.ts';
import { linesOf, type Page, page, partsOf, partsOfPage, type Section, type Sections } from './sections.ts';

/** One side: its text, in lines that end alike, and what it says. */
export interface Side {
  text: string;
  item: Item;
}

type Lines = readonly string[];
/** What the base, our side and their side have in one place; the base may have nothing there. */
type Three<Thing> = readonly [base: Thing | null, ours: Thing, theirs: Thing];

/**
 * The joined text, with markers around each conflict; null where a side is spelled in a way that can't be taken apart.
 * @param merged what the text is to say
 * @param size how long a conflict's markers are
 */
export function mergeYaml(
  sides: readonly [base: Side, ours: Side, theirs: Side],
  merged: { item: Item; conflicts: readonly Conflict[] },
  size: number,
): string | null {
  const pages = sides.map(({ text }) => page(text)) as [Page, Page, Page];
  const parts = pages.map(partsOfPage) as [Sections | null, Sections | null, Sections | null];
  const [base, ours, theirs] = parts;
  if (!base || !ours || !theirs) return null;
  const items = new Map(pages.map((each, index) => [each, sides[index]!.item]));
  try {
    const lines = new YamlMerge(items, merged, size).all([base, ours, theirs], []);
    return lines.map((line) => `${line}\n`).join('');
  } catch (error) {
    if (error instanceof CannotMerge) return null;
    throw error;
  }
}

/** No way to join the lines was found. */
class CannotMerge extends Error {}

/** A list whose entries are only added goes by what they say, milestones by their ids. */
const lists = ['updates', 'amendments', 'milestones'];

class YamlMerge {
  private readonly items: ReadonlyMap<Page, Item>;
  private readonly merged: Item;
  private readonly conflicts: readonly Conflict[];
  private readonly size: number;

  constructor(
    items: ReadonlyMap<Page, Item>,
    { item, conflicts }: { item: Item; conflicts: readonly Conflict[] },
    size: number,
  ) {
    this.items = items;
    this.merged = item;
    this.conflicts = conflicts;
    this.size = size;
  }

  /** The lines of a whole mapping or list. */
  all(sides: Three<Sections>, path: FactPath): string[] {
    const [base, ours, theirs] = sides;
    const names = sides.map((side) => (side ? this.named(side, path) : new Map<string, Section>()));
    const [b, o, t] = names as [Map<string, Section>, Map<string, Section>, Map<string, Section>];
    const order =
      ours.kind === 'list'
        ? this.entries(this.merged, path)
        : mergeOrders(
            [...o.keys()],
            [...t.keys()],
            byRank(keyOrder(path.length > 1 ? ['timetable', 'milestones', 0] : path)),
          );
    return [
      ...comments(base?.head ?? [], ours.head, theirs.head),
      ...order.flatMap((name) =>
        this.part([b.get(name), o.get(name), t.get(name)], [...path, name], ours.kind === 'list'),
      ),
      ...comments(base?.tail ?? [], ours.tail, theirs.tail),
    ];
  }

  /** The parts of a side by name. */
  private named({ kind, parts }: Sections, path: FactPath): Map<string, Section> {
    if (kind === 'mapping') return new Map(parts.map((part) => [part.name, part]));
    const names = this.entries(this.items.get(parts[0]!.page)!, path);
    return new Map(parts.map((part, index) => [names[index]!, part]));
  }

  /** What the entries of a list are called in an item. */
  private entries(item: Item, path: FactPath): string[] {
    const list = (factAt(item, path) ?? []) as { id?: string }[];
    return path.at(-1) === 'milestones' ? list.map(({ id }) => id!) : [...keyed(list).keys()];
  }

  private part([b, o, t]: (Section | undefined)[], path: FactPath, isEntry: boolean): Lines {
    const [base, ours, theirs] = [b, o, t].map((part) => (part ? linesOf(part) : null));
    const conflict = this.conflicts.find((each) => deepEqual(each.path, path)) ?? this.waiting(path);
    if (conflict) return withMarkers(ours ?? [], theirs ?? [], conflict, this.size);
    const fits = (part: Section | undefined) => this.says(part, path, isEntry);
    if (!ours || !theirs) {
      if (this.isGone(path, isEntry)) return [];
      return ours ?? theirs ?? base ?? [];
    }
    if (this.isGone(path, isEntry)) return [];
    if (fits(o) && (sameLines(ours, theirs) || (base && sameLines(base, theirs)))) return ours;
    if (fits(t) && base && sameLines(base, ours)) return theirs;
    const inner =
      this.inner([b, o!, t!], path, isEntry) ??
      oneLine([b, o!, t!], isEntry, (part) => fits(part), factAt(this.merged, path));
    if (inner) return inner;
    const plain = mergeCleanly(base ?? [], ours, theirs);
    if (plain) return plain;
    if (fits(o) && fits(t)) return mergeEquivalent(base ?? [], ours, theirs);
    throw new CannotMerge();
  }

  /** A mapping or a list in the three sides, taken apart again. */
  private inner(
    [b, o, t]: [Section | undefined, Section, Section],
    path: FactPath,
    isEntry: boolean,
  ): string[] | null {
    const isList = lists.includes(path.at(-1)!) && !isEntry;
    const isMapping = ['timetable', 'source'].includes(path.at(-1)!) || path[1] === 'milestones';
    if (!isList && !isMapping) return null;
    const [base, ours, theirs] = [b, o, t].map((part) => (part ? partsOf(part, isEntry) : null));
    if (!ours || !theirs || ours.kind !== theirs.kind || ours.column !== theirs.column) return null;
    if (
      base
        ? base.kind !== ours.kind || base.column !== ours.column
        : b &&
          factAt(this.items.get(b.page)!, path) != null &&
          !isEmpty(factAt(this.items.get(b.page)!, path))
    )
      return null;
    const above = ({ page, start, key }: Section) => page.lines.slice(start, key);
    const keyLine = ({ page, key }: Section) => (isEntry ? [] : [page.lines[key]!]);
    const key = either(b && base ? keyLine(b) : undefined, keyLine(o), keyLine(t));
    return [
      ...comments(b ? above(b) : [], above(o), above(t)),
      ...key,
      ...this.all([base ?? null, ours, theirs], path),
    ];
  }

  /** While frozen words are in conflict, so is the fingerprint. */
  private waiting(path: FactPath): Conflict | undefined {
    if (path.length !== 1 || path[0] !== 'wording') return undefined;
    const words = this.conflicts.find((each) => isInFingerprint(each.path));
    return (
      words && {
        ...words,
        path,
        field: 'wording',
        ours: 'the fingerprint of these words',
        theirs: 'the fingerprint of these words',
      }
    );
  }

  private isGone(path: FactPath, isEntry: boolean): boolean {
    return !(isEntry && path.at(-2) !== 'milestones') && factAt(this.merged, path) === undefined;
  }

  /** Whether a side says here what is meant. An entry that is only added has what it says for a name. */
  private says(part: Section | undefined, path: FactPath, isEntry: boolean): boolean {
    if (!part) return false;
    if (isEntry && path.at(-2) !== 'milestones') return true;
    return deepEqual(factAt(this.items.get(part.page)!, path), factAt(this.merged, path));
  }
}

const isEmpty = (value: unknown) => Array.isArray(value) && value.length === 0;

/** A value on one line: the key, the value and the comment behind it, each from whoever changed it. */
function oneLine(
  [b, o, t]: [Section | undefined, Section, Section],
  isEntry: boolean,
  fits: (part: Section) => boolean,
  value: unknown,
): string[] | null {
  if (isEntry) return null;
  const cut = (part: Section) => {
    const { page, node, key, start, end } = part;
    if (!node || page.lineOf(Math.max(node.start, node.end - 1)) !== key) return null;
    const line = page.lines[key]!;
    const offset = node.start - page.lines.slice(0, key).reduce((sum, each) => sum + each.length + 1, 0);
    const stop = offset + node.end - node.start;
    return {
      above: page.lines.slice(start, key),
      before: line.slice(0, offset),
      value: line.slice(offset, stop),
      behind: line.slice(stop),
      below: page.lines.slice(key + 1, end),
    };
  };
  const [base, ours, theirs] = [b, o, t].map((part) => (part ? cut(part) : null));
  if (!ours || !theirs || (b && !base)) return null;
  const told = [...(fits(o) ? [ours.value] : []), ...(fits(t) ? [theirs.value] : [])].sort();
  const word = told[0] ?? (typeof value === 'object' ? flowText(value) : scalarText(value));
  const before = three(base?.before, ours.before, theirs.before);
  const behind = three(base?.behind, ours.behind, theirs.behind);
  if (before === null || behind === null) return null;
  return [
    ...comments(base?.above ?? [], ours.above, theirs.above),
    `${before}${word}${behind}`,
    ...comments(base?.below ?? [], ours.below, theirs.below),
  ];
}

const three = (base: string | undefined, ours: string, theirs: string): string | null =>
  ours === theirs || base === theirs ? ours : base === ours ? theirs : null;

/** Lines that mean the same, written in two ways: each stretch as one of them has it, comments as both do. */
const mergeEquivalent = (base: Lines, ours: Lines, theirs: Lines): string[] =>
  mergeLines(base, ours, theirs).flatMap((hunk) => {
    if ('lines' in hunk) return hunk.lines;
    const plain = [...hunk.base, ...hunk.ours, ...hunk.theirs].every((line) => /^\s*(?:#|$)/.test(line));
    return plain ? comments(hunk.base, hunk.ours, hunk.theirs) : least(hunk.ours, hunk.theirs);
  });

/** Comments and empty lines: where both sides put some in one place, both stay. */
function comments(base: Lines, ours: Lines, theirs: Lines): Lines {
  const merged = mergeCleanly(base, ours, theirs);
  if (merged) return merged;
  const first = least(ours, theirs);
  const second = first === ours ? theirs : ours;
  return [...first, ...second.filter((line) => line.trim() !== '' && !first.includes(line))];
}

function either(base: Lines | undefined, ours: Lines, theirs: Lines): Lines {
  if (sameLines(ours, theirs) || (base && sameLines(base, theirs))) return ours;
  return base && sameLines(base, ours) ? theirs : least(ours, theirs);
}

const least = (a: Lines, b: Lines): Lines => (a.join('\n') < b.join('\n') ? a : b);

/** Keys in the order of the shape, the user's own behind them by name. */
function byRank(order: readonly string[]): (a: string, b: string) => number {
  const rank = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length);
  return (a, b) => rank(a) - rank(b) || (a < b ? -1 : 1);
}
