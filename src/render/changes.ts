/** What changed between two points, for a reader: on a terminal, or in Markdown for a report. */

import type { DiffStats } from '../plan/diff/diff-stats.ts';
import { type Group, type Grouping, groupChanges } from '../plan/diff/group-changes.ts';
import type { Comparison } from '../plan/diff/plan-diff.ts';
import type { RedactedCounts } from '../plan/diff/redact.ts';
import type { Plan } from '../plan/model/plan.ts';
import { pluralize } from '../util/pluralize.ts';
import type { Theme } from './common/colors.ts';
import { inMarkdown, linkInMarkdown } from './common/escape.ts';
import { wrap } from './common/text-width.ts';
import { changeLines, type Line, settingsLine, titleOf } from './item-changes.ts';
import { block } from './summary.ts';

/** One of the two points. */
export interface End {
  /** As it was named; null for the files as they are. */
  moment: string | null;
  /** Whether a day was named, which means its end. */
  isDay: boolean;
  /** Null for the files as they are. */
  commit: string | null;
  day: string;
}

export interface Changes {
  from: End;
  to: End;
  comparison: Comparison;
  counts: DiffStats;
  /** The words of both points. */
  words: Plan;
  by: Grouping;
  /** What the comparison was narrowed to, in words: "agency dol"; and the groups that were asked for, if some were. */
  only: readonly string[];
  groups?: readonly string[] | undefined;
  /** Null where everything is told. */
  leftOut: RedactedCounts | null;
}

export function changesText(changes: Changes, width: number, theme: Theme): string {
  const { words, by, comparison, groups } = changes;
  const block = (lines: readonly Line[], indent: string): string[] =>
    lines.flatMap(({ text, url, under = [] }) => [
      // An address is to be followed, so it stays whole.
      url === undefined ? hanging(text, width, indent) : wrap(text, width, indent),
      ...block(under, `${indent}  `),
    ]);
  const items = ({ items }: Group) =>
    items.flatMap((news) => {
      const further = ' '.repeat(news.id.length + 4);
      const head = hanging(`${news.id}. ${titleOf(news, words)}`, width, '  ', further);
      return [head, ...block(changeLines(news, words), further)];
    });
  const parts = [
    [
      theme.heading(wrap(`What changed ${span(changes)}`, width)),
      ...notes(changes).map((note) => wrap(note, width)),
    ],
    ...(isNothing(changes) ? [] : [[standing(changes, theme)]]),
    ...groupChanges(comparison.items, by, words, groups).map((group) => [
      theme.heading(wrap(nameOf(group), width)),
      ...items(group),
    ]),
    ...(comparison.plan.length > 0
      ? [[theme.heading(foundations), ...block(comparison.plan.map(settingsLine), '  ')]]
      : []),
  ];
  return `${parts.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

export function changesMarkdown(changes: Changes): string {
  const { words, by, comparison, groups } = changes;
  const list = (lines: readonly Line[], indent = ''): string[] =>
    lines.flatMap(({ text, url, under = [] }) => [
      `${indent}- ${url === undefined ? inMarkdown(text) : linkInMarkdown(text, url)}`,
      ...list(under, `${indent}  `),
    ]);
  const parts = [
    [`# What changed ${inMarkdown(span(changes))}`],
    ...notes(changes).map((note) => [inMarkdown(note)]),
    ...(isNothing(changes) ? [] : [tableOf(changes)]),
    ...groupChanges(comparison.items, by, words, groups).flatMap((group) => [
      [`## ${inMarkdown(nameOf(group))}`],
      group.items.flatMap((news) => [
        `- **${inMarkdown(news.id)}** ${inMarkdown(titleOf(news, words))}`,
        ...list(changeLines(news, words), '  '),
      ]),
    ]),
    ...(comparison.plan.length > 0 ? [[`## ${foundations}`], list(comparison.plan.map(settingsLine))] : []),
  ];
  return `${parts.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

const foundations = 'The plan and its register';

/** "from the end of 2026-06-30 (7acd1e6) to now". */
const span = ({ from, to }: Changes) => `from ${pointText(from)} to ${pointText(to)}`;

function pointText({ moment, isDay, commit, day }: End): string {
  if (commit === null || moment === null) return 'now';
  const short = commit.slice(0, 7);
  if (isDay) return `the end of ${day} (${short})`;
  return commit.startsWith(moment) ? `${short} of ${day}` : `${moment} (${short} of ${day})`;
}

const nameOf = ({ name }: Group) => name ?? 'Elsewhere';

const isNothing = ({ comparison }: Changes) => comparison.items.length + comparison.plan.length === 0;

function notes(changes: Changes): string[] {
  const { by, only, leftOut, comparison } = changes;
  const shared = by === 'agency' && comparison.items.length > 0;
  return [
    ...(only.length > 0 ? [`only ${only.join(', ')}`] : []),
    isNothing(changes) ? `nothing${leftOut ? ' public' : ''} changed` : countsText(changes),
    ...leftOutText(leftOut),
    ...(shared ? ['An item stands under each of its agencies, and is counted once.'] : []),
  ];
}

/** "6 of 28 items changed; 3 statuses moved; 1 date slipped". */
function countsText({ counts, comparison }: Changes): string {
  const some = (number: number, one: string, many: string) =>
    number === 0 ? [] : [`${number} ${number === 1 ? one : many}`];
  return [
    `${counts.changed} of ${pluralize(comparison.before.items.length, 'item')} changed`,
    ...some(counts.added, 'item added', 'items added'),
    ...some(counts.retired, 'item retired', 'items retired'),
    ...some(counts.removed, 'item gone', 'items gone'),
    ...some(counts.unreadable, 'item can’t be read', 'items can’t be read'),
    ...some(counts.moved, 'status moved', 'statuses moved'),
    ...some(counts.milestonesMoved, 'milestone status moved', 'milestone statuses moved'),
    ...some(counts.rated, 'rating moved', 'ratings moved'),
    ...some(counts.slipped, 'date slipped', 'dates slipped'),
    ...some(counts.broughtForward, 'date brought forward', 'dates brought forward'),
    ...some(counts.amended, 'fact amended', 'facts amended'),
    ...some(counts.unamended, 'fact changed without an amendment', 'facts changed without an amendment'),
    ...some(counts.reported, 'report', 'reports'),
    ...some(counts.altered, 'report altered', 'reports altered'),
    ...some(counts.retracted, 'report gone', 'reports gone'),
    ...some(
      comparison.plan.length,
      'change to the plan or its register',
      'changes to the plan or its register',
    ),
  ].join('; ');
}

function leftOutText(leftOut: RedactedCounts | null): string[] {
  if (!leftOut) return [];
  const { reports, own } = leftOut;
  return [
    `left out: ${pluralize(reports, 'internal report')}${own === 0 ? '' : `, and ${own} of the plan’s own fields (x-…)`}`,
  ];
}

const statusRows = ({ counts: { byStatus, items, retiredItems } }: Changes) =>
  [
    ...byStatus,
    { name: 'items', ...items },
    ...(retiredItems.before + retiredItems.after > 0 ? [{ name: 'retired', ...retiredItems }] : []),
  ].map(({ name, before, after }) => [name, String(before), String(after)]);
const statusNames = ['status', 'before', 'after'];

const standing = (changes: Changes, theme: Theme) => block(statusNames, statusRows(changes), theme);

const tableOf = (changes: Changes) =>
  [statusNames, statusNames.map((_, at) => (at === 0 ? '---' : '--:')), ...statusRows(changes)].map(
    (cells) => `| ${cells.join(' | ')} |`,
  );

/** Wrapped such that what goes on stands further in than what begins. */
function hanging(text: string, width: number, indent: string, further = `${indent}  `): string {
  const [first = '', ...rest] = wrap(text, width - further.length).split('\n');
  return [indent + first, ...rest.map((line) => further + line)].join('\n');
}
