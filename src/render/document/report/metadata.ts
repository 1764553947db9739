/** What a report says of itself: its period, for whom it is, and whose words it tells. */

import type { RedactedCounts } from '../../../plan/diff/redact.ts';
import { fullName } from '../../../plan/model/agencies.ts';
import { shortIdList, type Undecided } from '../../../plan/query/evaluate.ts';
import { singleLine } from '../../../plan/query/saved-queries.ts';
import type { ProgressReport, ReportRevision } from '../../../plan/report/report.ts';
import type { QueryText } from '../../../plan/report/selection.ts';
import { pluralize } from '../../../util/pluralize.ts';
import type { Fact } from '../document.ts';

export function reportMetadata(report: ProgressReport): Fact[] {
  const { plan, from, to, query, leftOut } = report;
  const { owner, source, 'time-zone': timeZone } = plan.settings;
  return [
    {
      name: 'Period',
      text: from ? `from the end of ${momentText(from)} to ${to.day}` : 'none was asked for',
    },
    { name: 'As of', text: `${momentText(to)}, in ${timeZone}` },
    ...(isPart(report) ? [{ name: 'Only', text: onlyText(report) }] : []),
    ...(query && query.undecided.length > 0
      ? [
          {
            name: 'Undecided',
            text: query.undecided.map((each) => undecidedWords(each, query.of)).join(' '),
          },
        ]
      : []),
    { name: 'For', text: leftOut ? forEverybody(leftOut) : forTheGroup },
    { name: 'Owner', text: owner },
    { name: 'Source', text: `${source.title}. ${source.publisher}, ${source.published}` },
    { name: 'Copyright', text: `${source.copyright}. ${source.licence}` },
  ];
}

const isPart = ({ agencies, query }: ProgressReport) => agencies !== null || query !== null;

/** Of which items alone the report is. */
function onlyText({ plan, to, agencies, query }: ProgressReport): string {
  const names = agencies?.map((id) => fullName(plan.agencies, id)).join('; ');
  const whose = names === undefined ? 'items' : `items of ${names}`;
  return query
    ? `${whose}${names === undefined ? '' : ','} for which on ${to.day} this is true: ${query.texts.map(saidText).join('; and ')}`
    : whose;
}

function saidText({ text, meaning, expression }: QueryText): string {
  const words = singleLine(text);
  if (!text.startsWith('@')) return words;
  if (expression === null) return `what the plan’s saved question ${words} asks`;
  return `${words}${meaning === null ? '' : ` (${meaning})`}, that is ${singleLine(expression)}`;
}

/** Of how many items nobody can say whether they are meant, why, and of which. @param which tells of so many ids */
export const undecidedWords = ({ reason, ids }: Undecided, of: number, which = shortIdList): string =>
  `${ids.length} of ${pluralize(of, 'item')}, for ${unquoted(reason)}: ${which(ids)}.`;

/** A reason in a document, where names are not code. */
export const unquoted = (text: string): string => text.replaceAll('`', '"');

const momentText = ({ day, commit }: ReportRevision) =>
  commit === null ? day : `${day} (${commit.slice(0, 7)})`;

const forTheGroup = 'the group alone: internal reports are in it. It is not for publication.';

function forEverybody({ reports, own }: RedactedCounts): string {
  const what = [
    ...(reports > 0
      ? [`${pluralize(reports, 'internal report')} and what follows from internal reports`]
      : []),
    ...(own > 0 ? [`${pluralize(own, 'field')} of the plan’s own (x-…)`] : []),
    'who wrote anything down',
  ];
  return `everybody. Left out: ${what.join('; ')}.`;
}
