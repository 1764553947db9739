/** Who is asked to review a change to which file, in the words of GitHub's CODEOWNERS. */
import type { Item } from '../../schemas/item.ts';
import type { Plan } from './model/plan.ts';

/** The rule about the file, and what must hold. */
export const codeownersRules = {
  'codeowners-stale': 'CODEOWNERS says of the plan’s files what the register and `plan.yaml` say.',
} as const;

export interface CodeownerLine {
  /** From the top of the repository, escaped. */
  pattern: string;
  owners: readonly string[];
}

interface Where {
  /** The plan's folder in the tree; '' where it is the top. */
  root: string;
  /** An item's file in the tree. */
  pathOf(item: Item): string;
}

/**
 * The plan's own files first, then its items, for the last line that matches is the one that counts. An item that was
 * retired, or whose agencies have no owners, is left to the owners of the plan.
 */
export function codeownerLines(
  { settings, agencies, items }: Plan,
  { root, pathOf }: Where,
): CodeownerLine[] {
  const own = root === '' ? ['plan.yaml', 'agencies.yaml', 'items/', 'evidence/'] : [`${root}/`];
  const owners = new Map(agencies.map(({ id, owners = [] }) => [id, owners]));
  const all = [
    ...own.map((path) => ({ pattern: pattern(path), owners: settings.owners ?? [] })),
    ...items.map((item) => ({
      pattern: pattern(pathOf(item)),
      owners: item.retired ? [] : [...new Set(item.agencies.flatMap((id) => owners.get(id) ?? []))],
    })),
  ];
  // A line without owners would take the file from those of a line before.
  return all.filter(({ owners }) => owners.length > 0);
}

/** What `#` means depends on who reads it, and no backslash helps with line breaks: any one character stands for those. */
const pattern = (path: string): string =>
  `/${path.replace(/[\\ [\]*?]/g, '\\$&').replace(/[#\t\r\n\f\v]/g, '?')}`;

const opening = '# Made by `plan codeowners --write` from the plan’s register: edit that, not these lines.';
const closing = '# End of what `plan codeowners` made.';

/** The lines, between two by which they are found again. */
export const formatBlock = (owned: readonly CodeownerLine[]): string =>
  [opening, ...owned.map(({ pattern, owners }) => [pattern, ...owners].join(' ')), closing]
    .map((line) => `${line}\n`)
    .join('');

/** Where the block stands in a file's lines, from the first to behind the last; null where it is not whole. */
function findBlock(lines: readonly string[]): [number, number] | null {
  const from = lines.indexOf(opening);
  const to = lines.indexOf(closing, from);
  return from < 0 || to < 0 ? null : [from, to + 1];
}

const linesOf = (text: string) => text.split(/\r?\n/);

/** The file with the block in it: in the place of the one that it has, else at its end. Its other lines stay. */
export function withBlock(text: string, block: string): string {
  const ending = text.includes('\r\n') ? '\r\n' : '\n';
  const own = block.trimEnd().split('\n');
  const lines = linesOf(text);
  const location = findBlock(lines);
  if (location) return [...lines.slice(0, location[0]), ...own, ...lines.slice(location[1])].join(ending);
  const before = text === '' || text.endsWith('\n') ? text : `${text}${ending}`;
  return `${before}${before === '' ? '' : ending}${own.join(ending)}${ending}`;
}

/** The first line of a file, from 1, that does not say what the block does; null where all do. */
export function staleLine(text: string, block: string): { line: number; expected: string | null } | null {
  const lines = linesOf(text);
  const location = findBlock(lines);
  if (!location) return { line: 1, expected: null };
  const own = block.trimEnd().split('\n');
  const is = lines.slice(...location);
  const at = Array.from({ length: Math.max(own.length, is.length) }).findIndex((_, at) => own[at] !== is[at]);
  return at < 0
    ? null
    : { line: location[0] + at + 1, expected: own[at] === closing ? null : (own[at] ?? null) };
}
