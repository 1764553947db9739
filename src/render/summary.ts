/** The plan's state at a glance. */
import type { PlanFile } from '../../schemas/plan.ts';
import type { GroupStats } from '../plan/report/stats.ts';
import type { Summary } from '../plan/report/summary.ts';
import { pluralize, sharedNote } from '../util/pluralize.ts';
import type { Theme } from './common/colors.ts';
import { oneLine } from './common/escape.ts';
import { pad, widthOf } from './common/text-width.ts';
import { notCounted } from './retired-note.ts';

/** Every count stands beside what it is a part of. */
export function summaryText(settings: PlanFile, summary: Summary, today: string, theme: Theme): string {
  const { items } = summary;
  const withMilestones = `${pluralize(summary.withMilestones, 'item')} with milestones`;
  const statuses = summary.byStatus.map(({ name, items: part }) => [name, `${part} of ${items}`]);
  return [
    theme.heading(oneLine(settings.title)),
    `${oneLine(settings.owner)} · ${pluralize(items, 'item')} · as of ${today} (${oneLine(settings['time-zone'])})`,
    ...(summary.retired > 0 ? [notCounted(summary.retired)] : []),
    theme.dim(oneLine(settings.source.copyright)),
    '',
    statuses.length === 0 ? 'There are no items to count.' : block(['status', 'items'], statuses, theme),
    '',
    block(
      ['pillar', 'items', 'reported', 'overdue'],
      summary.byPillar.map((row) => cells(row, items)),
      theme,
    ),
    '',
    block(
      ['agency', 'items', 'reported', 'overdue'],
      summary.byAgency.map((row) => cells(row, items)),
      theme,
    ),
    theme.dim(`${sharedNote(summary.byAgency, items)}\nOnly items with milestones can be overdue.`),
    '',
    block(
      ['attention', 'items'],
      [
        ['overdue', `${summary.overdue} of ${withMilestones}`],
        ['not reported', `${summary.unreported} of ${items}`],
        [
          'no date set',
          `${summary.undated} of ${withMilestones} (${summary.undatedMilestones} of ${pluralize(summary.milestones, 'milestone')})`,
        ],
      ],
      theme,
    ),
    '',
  ].join('\n');
}

const cells = ({ name, items, reported, overdue, withMilestones }: GroupStats, all: number) => [
  oneLine(name),
  `${items} of ${all}`,
  `${reported} of ${items}`,
  withMilestones === 0 ? '–' : `${overdue} of ${withMilestones}`,
];

/** Columns under their names; none is cut, since the names of agencies tell them apart. */
export function block(names: readonly string[], rows: readonly (readonly string[])[], theme: Theme): string {
  const widths = names.map((name, at) =>
    Math.max(widthOf(name), ...rows.map((row) => widthOf(row[at] ?? ''))),
  );
  const line = (row: readonly string[]) =>
    row
      .map((cell, at) => pad(cell, widths[at]!))
      .join('  ')
      .trimEnd();
  return [theme.heading(line(names)), ...rows.map(line)].join('\n');
}
