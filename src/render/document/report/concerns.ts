/** The report's sections on items that need attention: the most urgent ones, and all of them by reason. */

import { concernReasons } from '../../../../schemas/enums.ts';
import type { Item } from '../../../../schemas/item.ts';
import { nameFor } from '../../../plan/model/audience.ts';
import { type ProgressReport, withReason } from '../../../plan/report/report.ts';
import { pluralize } from '../../../util/pluralize.ts';
import type { Block, Inline, Table } from '../document.ts';
import { cell } from '../tables.ts';
import {
  concernName,
  itemCells,
  itemColumns,
  paragraph,
  reasonsText,
  reasonText,
  undatedName,
  undatedText,
} from './phrases.ts';

/** The number of items in the section "Attention". */
const maxShown = 10;

export function attentionBlocks(report: ProgressReport): Block[] {
  const { concerns } = report;
  const heading: Block = { is: 'heading', level: 2, text: 'Attention: most urgent first', id: 'attention' };
  if (concerns.length === 0) return [heading, paragraph('No open item needs attention.')];
  const rest = concerns.length - maxShown;
  const title = `${Math.min(maxShown, concerns.length)} of ${pluralize(concerns.length, 'item')} that ${concerns.length === 1 ? 'needs' : 'need'} attention`;
  const table = {
    ...attentionTable(title, report, maxShown),
    notes: [
      `Order: ${concernReasons.map((is) => concernName(is, report).toLowerCase()).join(', ')}; of one reason, the longest first.`,
      ...(rest > 0 ? [`${pluralize(rest, 'more item')} in the exceptions below.`] : []),
    ],
  };
  return [heading, { is: 'table', table }];
}

export const attentionTable = (title: string, report: ProgressReport, most?: number): Table =>
  reasonTable(
    title,
    report,
    report.concerns.slice(0, most).map(({ item, reasons }) => [item, reasonsText(reasons, report)]),
  );

export function exceptionBlocks(report: ProgressReport): Block[] {
  const groups = exceptionGroups(report);
  return [
    { is: 'heading', level: 2, text: 'Exceptions', id: 'exceptions' },
    ...(groups.length === 0 ? [paragraph('There are none.')] : []),
    ...groups.flatMap(({ id, name, of, rows }): Block[] => [
      { is: 'heading', level: 3, text: name, id: `exceptions-${id}` },
      {
        is: 'table',
        table: reasonTable(
          `${name}: ${rows.length} of ${of}`,
          report,
          rows.map(({ item, why }) => [item, why]),
        ),
      },
    ]),
  ];
}

interface ExceptionGroup {
  id: string;
  name: string;
  /** What the items are counted among. */
  of: string;
  rows: { item: Item; why: string; days: number | null }[];
}

/** The items that need attention, grouped by reason, and those without a date. */
export function exceptionGroups(report: ProgressReport): ExceptionGroup[] {
  const { undated, total } = report;
  const withMilestones = `${pluralize(total.withMilestones, 'item')} with milestones`;
  const byReason = concernReasons.map(
    (is): ExceptionGroup => ({
      id: nameFor(report.audience, is),
      name: concernName(is, report),
      of: is === 'overdue' ? withMilestones : pluralize(total.items, 'item'),
      rows: withReason(report, is).map(({ item, reasons }) => {
        const reason = reasons.find((each) => each.is === is)!;
        return { item, why: reasonText(reason, report), days: reason.days };
      }),
    }),
  );
  const withoutDate: ExceptionGroup = {
    id: 'undated',
    name: undatedName,
    of: `${withMilestones} (${pluralize(total.undatedMilestones, 'open milestone')} of ${total.milestones})`,
    rows: undated.map((item) => ({ item, why: undatedText(item, report), days: null })),
  };
  return [...byReason, withoutDate].filter(({ rows }) => rows.length > 0);
}

const reasonTable = (
  title: string,
  report: ProgressReport,
  rows: readonly (readonly [Item, Inline])[],
): Table => ({
  title,
  columns: [...itemColumns, { name: 'why' }],
  rows: rows.map(([item, why]) => [...itemCells(item, report), cell(why)]),
});
