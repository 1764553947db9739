/** What the period brought. */

import { groupChanges } from '../../../plan/diff/group-changes.ts';
import type { ItemChanges } from '../../../plan/diff/item-changes.ts';
import type { ProgressReport } from '../../../plan/report/report.ts';
import { pluralize } from '../../../util/pluralize.ts';
import { changeLines, type Line, settingsLine, titleOf } from '../../item-changes.ts';
import type { Block, Inline } from '../document.ts';
import { missingLabel } from './phrases.ts';

export function changeBlocks(report: ProgressReport): Block[] {
  const { changes, from } = report;
  const heading: Block = {
    is: 'heading',
    level: 2,
    text: from ? `What changed since ${from.day}` : 'What changed',
    id: 'changes',
  };
  if (!changes)
    return [heading, { is: 'paragraph', text: 'No period was asked for: `--since` names its beginning.' }];
  const { comparison, counts } = changes;
  const { items, plan } = comparison;
  if (items.length + plan.length === 0) return [heading, { is: 'paragraph', text: 'Nothing changed.' }];
  return [
    heading,
    {
      is: 'paragraph',
      text: `${pluralize(counts.changed, 'item')} changed: ${counts.moved} in status, ${counts.rated} in rating; ${pluralize(counts.milestonesMoved, 'milestone')} moved in status; dates: ${datesSet(items)} set, ${counts.slipped} later, ${counts.broughtForward} earlier; items: ${counts.added} added, ${counts.retired} retired; ${pluralize(counts.reported, 'report')} came in.`,
    },
    ...groupChanges(items, 'pillar', report.plan).flatMap(({ name, items }): Block[] => [
      {
        is: 'heading',
        level: 3,
        text: name ?? 'Elsewhere',
        id: `changes-${name ? slug(name) : 'elsewhere'}`,
      },
      { is: 'list', items: items.map((news) => newsInline(news, report)) },
    ]),
    ...(plan.length > 0
      ? ([
          { is: 'heading', level: 3, text: 'The plan and its register', id: 'changes-foundations' },
          { is: 'list', items: plan.map((change) => settingsLine(change).text) },
        ] satisfies Block[])
      : []),
  ];
}

/** How many milestones got their first date. */
const datesSet = (items: readonly ItemChanges[]) =>
  items.flatMap(({ dates }) => dates).filter(({ from, to }) => from === null && to !== null).length;

const slug = (text: string) => text.toLowerCase().replace(/[^a-z0-9]+/g, '-');

/** "5 Collect information (DoL): status: not reported → in-progress; 2 new reports". */
const newsInline = (news: ItemChanges, report: ProgressReport): Inline => [
  { strong: news.id },
  ` ${titleOf(news, report.plan)}: ${newsText(news, report)}`,
];

export function newsText({ reported, ...others }: ItemChanges, report: ProgressReport): string {
  const lines = changeLines({ ...others, reported: [] }, report.plan, {
    status: missingLabel('status', report),
    rating: missingLabel('rating', report),
  });
  return [
    ...lines.map(lineText),
    ...(reported.length > 0 ? [pluralize(reported.length, 'new report')] : []),
  ].join('; ');
}

/** What stands under a line follows it, such as by which decision a date was moved. */
const lineText = ({ text, under = [] }: Line): string =>
  under.length === 0 ? text : `${text} (${under.map(lineText).join('; ')})`;
