/** Renders the changes between two revisions for a terminal or in Markdown. */
import type { DiffStats } from '../plan/diff/diff-stats.ts';
import { type Group, type Grouping, groupChanges } from '../plan/diff/group-changes.ts';
import type { Comparison } from '../plan/diff/plan-diff.ts';
import type { Plan } from '../plan/model/plan.ts';
import type { RedactedCounts } from '../plan/model/redact.ts';
import { pluralize } from '../util/pluralize.ts';
import type { Theme } from './common/colors.ts';
import { headedColumns } from './common/columns.ts';
import { omittedText } from './common/count-notes.ts';
import { escapeMarkdown, markdownLink, markdownTable } from './common/markdown.ts';
import { wrap } from './common/text-width.ts';
import { type ChangeLine, changeLines, settingsLine, titleOf } from './item-changes.ts';

/** A revision that is compared. */
export interface ComparedRevision {
  /** As the user named it; null for the files in the work tree. */
  name: string | null;
  /** Whether the user named a day, which means its end. */
  isDay: boolean;
  /** Null for the files in the work tree. */
  commit: string | null;
  day: string;
}

export interface Changes {
  from: ComparedRevision;
  to: ComparedRevision;
  comparison: Comparison;
  counts: DiffStats;
  /** The names of pillars and agencies at both revisions. */
  plan: Plan;
  by: Grouping;
  /** The filters that were applied, such as "agency dol". */
  only: readonly string[];
  /** The groups that were asked for; absent for all. */
  groups?: readonly string[] | undefined;
  /** What is omitted for the public; null if nothing is. */
  leftOut: RedactedCounts | null;
}

export const otherGroup = 'Other';
export const settingsHeading = 'Settings and agencies';

export function changesText(changes: Changes, width: number, theme: Theme): string {
  const { plan, by, comparison, groups } = changes;
  const indented = (lines: readonly ChangeLine[], indent: string): string[] =>
    lines.flatMap(({ text, url, under = [] }) => [
      // The continuation lines of an address are not indented further, so that it can be copied.
      url === undefined ? hanging(text, width, indent) : wrap(text, width, indent),
      ...indented(under, `${indent}  `),
    ]);
  const items = ({ items }: Group) =>
    items.flatMap((item) => {
      const indent = ' '.repeat(item.id.length + 4);
      const title = hanging(`${item.id}. ${titleOf(item, plan)}`, width, '  ', indent);
      return [title, ...indented(changeLines(item, plan), indent)];
    });
  const parts = [
    [
      theme.heading(wrap(`What changed ${rangeText(changes)}`, width)),
      ...notes(changes).map((note) => wrap(note, width)),
    ],
    ...(isEmpty(changes) ? [] : [headedColumns(statusColumns, statusRows(changes), theme)]),
    ...groupChanges(comparison.items, by, plan, groups).map((group) => [
      theme.heading(wrap(group.name ?? otherGroup, width)),
      ...items(group),
    ]),
    ...(comparison.plan.length > 0
      ? [[theme.heading(settingsHeading), ...indented(comparison.plan.map(settingsLine), '  ')]]
      : []),
  ];
  return `${parts.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

export function changesMarkdown(changes: Changes): string {
  const { plan, by, comparison, groups } = changes;
  const list = (lines: readonly ChangeLine[], indent = ''): string[] =>
    lines.flatMap(({ text, url, under = [] }) => [
      `${indent}- ${url === undefined ? escapeMarkdown(text) : markdownLink(text, url)}`,
      ...list(under, `${indent}  `),
    ]);
  const parts = [
    [`# What changed ${escapeMarkdown(rangeText(changes))}`],
    ...notes(changes).map((note) => [escapeMarkdown(note)]),
    ...(isEmpty(changes)
      ? []
      : [
          markdownTable(
            statusColumns.map((name, at) => (at === 0 ? { name } : { name, kind: 'number' })),
            statusRows(changes),
          ),
        ]),
    ...groupChanges(comparison.items, by, plan, groups).flatMap(({ name, items }) => [
      [`## ${escapeMarkdown(name ?? otherGroup)}`],
      items.flatMap((item) => [
        `- **${escapeMarkdown(item.id)}** ${escapeMarkdown(titleOf(item, plan))}`,
        ...list(changeLines(item, plan), '  '),
      ]),
    ]),
    ...(comparison.plan.length > 0
      ? [[`## ${settingsHeading}`], list(comparison.plan.map(settingsLine))]
      : []),
  ];
  return `${parts.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

/** "from the end of 2026-06-30 (7acd1e6) to now". */
const rangeText = ({ from, to }: Changes) => `from ${revisionText(from)} to ${revisionText(to)}`;

function revisionText({ name, isDay, commit, day }: ComparedRevision): string {
  if (isDay) return `the end of ${day}${commit === null ? '' : ` (${commit.slice(0, 7)})`}`;
  if (commit === null) return 'now';
  const short = commit.slice(0, 7);
  if (name === null) return `${short} of ${day}`;
  return commit.startsWith(name) ? `${short} of ${day}` : `${name} (${short} of ${day})`;
}

const isEmpty = ({ comparison }: Changes) => comparison.items.length + comparison.plan.length === 0;

function notes(changes: Changes): string[] {
  const { by, only, leftOut, comparison } = changes;
  const isShared = by === 'agency' && comparison.items.length > 0;
  return [
    ...(only.length > 0 ? [`only ${only.join(', ')}`] : []),
    isEmpty(changes) ? `no${leftOut ? ' public' : ''} changes` : statsText(changes),
    ...(leftOut ? [`omitted: ${omittedText(leftOut)}`] : []),
    ...(isShared ? ['An item is listed under each of its agencies, and counted once.'] : []),
  ];
}

/** "6 of 28 items changed; 3 statuses changed; 1 date moved later". */
function statsText({ counts, comparison }: Changes): string {
  const some = (count: number, one: string, many: string) =>
    count === 0 ? [] : [`${count} ${count === 1 ? one : many}`];
  return [
    `${counts.changed} of ${pluralize(comparison.before.items.length, 'item')} changed`,
    ...some(counts.added, 'item added', 'items added'),
    ...some(counts.retired, 'item retired', 'items retired'),
    ...some(counts.removed, 'item removed', 'items removed'),
    ...some(counts.unreadable, 'item can’t be read', 'items can’t be read'),
    ...some(counts.moved, 'status changed', 'statuses changed'),
    ...some(counts.milestonesMoved, 'milestone status changed', 'milestone statuses changed'),
    ...some(counts.rated, 'rating changed', 'ratings changed'),
    ...some(counts.slipped, 'date moved later', 'dates moved later'),
    ...some(counts.broughtForward, 'date moved earlier', 'dates moved earlier'),
    ...some(counts.amended, 'field amended', 'fields amended'),
    ...some(counts.unamended, 'field changed without an amendment', 'fields changed without an amendment'),
    ...some(counts.reported, 'update', 'updates'),
    ...some(counts.corrected, 'update corrected', 'updates corrected'),
    ...some(counts.withdrawn, 'update withdrawn', 'updates withdrawn'),
    ...some(counts.released, 'update released', 'updates released'),
    ...some(counts.altered, 'update altered', 'updates altered'),
    ...some(counts.undone, 'update or amendment undone', 'updates and amendments undone'),
    ...some(counts.retracted, 'update removed', 'updates removed'),
    ...some(comparison.plan.length, 'change of settings or agencies', 'changes of settings or agencies'),
  ].join('; ');
}

const statusColumns = ['status', 'before', 'after'];

const statusRows = ({ counts: { byStatus, items, retiredItems } }: Changes) =>
  [
    ...byStatus,
    { name: 'items', ...items },
    ...(retiredItems.before + retiredItems.after > 0 ? [{ name: 'retired', ...retiredItems }] : []),
  ].map(({ name, before, after }) => [name, String(before), String(after)]);

/** Wraps a text with its continuation lines indented further than its first. */
function hanging(text: string, width: number, indent: string, further = `${indent}  `): string {
  const [first = '', ...rest] = wrap(text, width - further.length).split('\n');
  return [indent + first, ...rest.map((line) => further + line)].join('\n');
}
