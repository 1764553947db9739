/** The report's section on what changed in the period. */

import type { DiffStats } from '../../../plan/diff/diff-stats.ts';
import { groupChanges } from '../../../plan/diff/group-changes.ts';
import { type ItemChanges, isLate } from '../../../plan/diff/item-changes.ts';
import { replacesAnother } from '../../../plan/model/updates.ts';
import type { ProgressReport } from '../../../plan/report/report.ts';
import { pluralize } from '../../../util/pluralize.ts';
import { otherGroup, settingsHeading } from '../../changes.ts';
import { type ChangeLine, changeLines, settingsLine, titleOf } from '../../item-changes.ts';
import type { Block, Inline } from '../document.ts';
import { missingLabel, paragraph, updateNoun } from './phrases.ts';

export function changeBlocks(report: ProgressReport): Block[] {
  const { changes, from } = report;
  const heading: Block = {
    is: 'heading',
    level: 2,
    text: from ? `What changed since ${from.day}` : 'What changed',
    id: 'changes',
  };
  if (!changes) return [heading, paragraph('The report has no period; `--since` sets its start.')];
  const { comparison, counts } = changes;
  const { items, plan } = comparison;
  if (items.length + plan.length === 0) return [heading, paragraph('Nothing changed.')];
  return [
    heading,
    paragraph(
      `${pluralize(counts.changed, 'item')} changed: ${counts.moved} in status, ${counts.rated} in rating. ${pluralize(counts.milestonesMoved, 'milestone')} changed in status. Dates: ${datesSet(items)} set, ${counts.slipped} moved later, ${counts.broughtForward} moved earlier. Items: ${counts.added} added, ${counts.retired} retired. ${pluralize(counts.reported, `new ${updateNoun(report)}`)}${replacedText(counts)}.`,
    ),
    ...groupChanges(items, 'pillar', report.plan).flatMap(({ name, items }): Block[] => [
      { is: 'heading', level: 3, text: name ?? otherGroup, id: `changes-${slug(name ?? otherGroup)}` },
      { is: 'list', items: items.map((item) => itemInline(item, report)) },
    ]),
    ...(plan.length > 0
      ? ([
          { is: 'heading', level: 3, text: settingsHeading, id: 'changes-settings' },
          { is: 'list', items: plan.map((change) => settingsLine(change).text) },
        ] satisfies Block[])
      : []),
  ];
}

/** ", 1 corrected, 2 withdrawn"; empty where there are none. */
const replacedText = ({ corrected, withdrawn }: DiffStats): string =>
  [corrected > 0 && `, ${corrected} corrected`, withdrawn > 0 && `, ${withdrawn} withdrawn`]
    .filter(Boolean)
    .join('');

/** How many milestones got their first date. */
const datesSet = (items: readonly ItemChanges[]) =>
  items.flatMap(({ dates }) => dates).filter(({ from, to }) => from === null && to !== null).length;

const slug = (text: string) => text.toLowerCase().replace(/[^a-z0-9]+/g, '-');

/** "5 Collect information (DoL): status: not reported → in-progress; 2 new updates". */
const itemInline = (item: ItemChanges, report: ProgressReport): Inline => [
  { strong: item.id },
  ` ${titleOf(item, report.plan)}: ${itemChangesText(item, report)}`,
];

export function itemChangesText({ reported, ...others }: ItemChanges, report: ProgressReport): string {
  const replacing = reported.filter(replacesAnother);
  const late = reported.filter((entry) => !replacesAnother(entry) && isLate(entry, others.since));
  const lines = changeLines({ ...others, reported: replacing }, report.plan, {
    status: missingLabel('status', report),
    rating: missingLabel('rating', report),
  });
  return [
    ...lines.map(lineText),
    ...(reported.length > replacing.length
      ? [
          pluralize(reported.length - replacing.length, 'new update') +
            (late.length > 0 ? `, ${late.length} late` : ''),
        ]
      : []),
  ].join('; ');
}

/** A line with its details, such as the decision that moved a date, in brackets. */
const lineText = ({ text, under = [] }: ChangeLine): string =>
  under.length === 0 ? text : `${text} (${under.map(lineText).join('; ')})`;
