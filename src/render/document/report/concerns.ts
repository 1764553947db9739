/** What needs looking at: the worst first, and then each kind of it whole. */
import type { Item, Milestone } from '../../../../schemas/item.ts';
import { undatedMilestones } from '../../../plan/model/derived.ts';
import { type Concern, type ReasonName, reasons } from '../../../plan/report/concerns.ts';
import { type ProgressReport, withReason } from '../../../plan/report/report.ts';
import { pluralize } from '../../../util/pluralize.ts';
import type { Block, Cell, Inline, Table } from '../document.ts';
import { cell } from '../inline.ts';
import { agencyNames, concernNames, itemCell, reasonsText, reasonText } from './phrases.ts';

/** How many a reader takes in at once. */
const shown = 10;

export function attentionBlocks(report: ProgressReport): Block[] {
  const { concerns } = report;
  const rest = concerns.length - shown;
  return [
    { is: 'heading', level: 2, text: 'Attention: the worst first', id: 'attention' },
    concerns.length === 0
      ? { is: 'paragraph', text: 'No open item is overdue, off track, at risk, on hold or without a report.' }
      : {
          is: 'table',
          table: {
            ...table(
              `${Math.min(shown, concerns.length)} of ${pluralize(concerns.length, 'item')} that ${concerns.length === 1 ? 'needs' : 'need'} attention`,
              report,
              concerns.slice(0, shown).map(({ item, reasons }) => [item, reasonsText(reasons, report)]),
            ),
            notes: [
              'The longest overdue come first; then off track, at risk, on hold, not reported on lately, and never reported on.',
              ...(rest > 0 ? [`${pluralize(rest, 'more item')} in the exceptions below.`] : []),
            ],
          },
        },
  ];
}

export function exceptionBlocks(report: ProgressReport): Block[] {
  const { undated, total } = report;
  const kinds = reasons.filter((is) => withReason(report, is).length > 0);
  return [
    { is: 'heading', level: 2, text: 'Exceptions', id: 'exceptions' },
    ...(kinds.length === 0 && undated.length === 0
      ? [{ is: 'paragraph', text: 'There are none.' } as const]
      : []),
    ...kinds.flatMap((is) => kindBlocks(report, is)),
    ...(undated.length === 0
      ? []
      : part(
          'undated',
          'No date set',
          table(
            `No date set: ${undated.length} of ${pluralize(total.withMilestones, 'item')} with milestones (${total.undatedMilestones} of ${pluralize(total.milestones, 'milestone')})`,
            report,
            undated.map((item) => [item, undatedText(undatedMilestones(item))]),
          ),
        )),
  ];
}

const undatedText = (milestones: readonly Milestone[]): string =>
  `no date for ${milestones.length === 1 ? 'milestone' : 'milestones'} ${milestones.map(({ id }) => id).join(', ')}`;

function kindBlocks(report: ProgressReport, is: ReasonName): Block[] {
  const { total } = report;
  const found = withReason(report, is);
  const of =
    is === 'overdue'
      ? `${pluralize(total.withMilestones, 'item')} with milestones`
      : pluralize(total.items, 'item');
  const why = ({ reasons }: Concern) => reasonText(reasons.find((reason) => reason.is === is)!, report);
  return part(
    is,
    concernNames[is],
    table(
      `${concernNames[is]}: ${found.length} of ${of}`,
      report,
      found.map((concern) => [concern.item, why(concern)]),
    ),
  );
}

const part = (id: string, text: string, table: Table): Block[] => [
  { is: 'heading', level: 3, text, id: `exceptions-${id}` },
  { is: 'table', table },
];

const table = (title: string, report: ProgressReport, rows: readonly (readonly [Item, Inline])[]): Table => ({
  title,
  columns: [{ name: 'item' }, { name: 'action' }, { name: 'agencies' }, { name: 'why' }],
  rows: rows.map(([item, why]): Cell[] => [
    itemCell(item),
    cell(item.action),
    cell(agencyNames(report, item.agencies)),
    cell(why),
  ]),
});
