/** The metadata of the report: its period, its filters, its audience and its source. */
import { fullName } from '../../../plan/model/agencies.ts';
import { shortIdList, type Undecided } from '../../../plan/query/evaluate.ts';
import { singleLine } from '../../../plan/query/saved-queries.ts';
import type { ProgressReport, ReportRevision } from '../../../plan/report/report.ts';
import type { QueryText } from '../../../plan/report/selection.ts';
import { pluralize } from '../../../util/pluralize.ts';
import { omittedText } from '../../common/count-notes.ts';
import type { Fact } from '../document.ts';
import { shortCommit, sourceFacts } from '../plan-metadata.ts';

export function reportMetadata(report: ProgressReport): Fact[] {
  const { plan, from, to, query, leftOut } = report;
  const { owner, 'time-zone': timeZone } = plan.settings;
  return [
    { name: 'Period', text: from ? `from the end of ${revisionText(from)} to ${to.day}` : 'none' },
    { name: 'As of', text: `${revisionText(to)}, in ${timeZone}` },
    ...(report.agencies || query ? [{ name: 'Only', text: filterText(report) }] : []),
    ...(query && query.undecided.length > 0
      ? [
          {
            name: 'Undecided',
            text: query.undecided.map((each) => undecidedSentence(each, query.of)).join(' '),
          },
        ]
      : []),
    {
      name: 'Audience',
      text: leftOut
        ? `public. Omitted: ${omittedText(leftOut)}, what follows from internal updates, and who recorded the entries.`
        : 'internal: includes internal updates; not for publication.',
    },
    { name: 'Owner', text: owner },
    ...sourceFacts(plan.settings),
  ];
}

/** Which items the report is limited to. */
function filterText({ plan, to, agencies, query }: ProgressReport): string {
  const names = agencies?.map((id) => fullName(plan.agencies, id)).join('; ');
  const whose = names === undefined ? 'items' : `items of ${names}`;
  if (!query) return whose;
  const condition = query.texts.map(queryText).join('; and ');
  return `${whose}${names === undefined ? '' : ','} for which this is true on ${to.day}: ${condition}`;
}

function queryText({ text, meaning, expression }: QueryText): string {
  const name = singleLine(text);
  if (!text.startsWith('@')) return name;
  if (expression === null) return `the plan’s saved query ${name}`;
  return `${name}${meaning === null ? '' : ` (${meaning})`}, which is ${singleLine(expression)}`;
}

/** How many items a query could not be decided for, why, and which. @param idList lists ids */
export const undecidedSentence = (
  { reason, ids }: Undecided,
  of: number,
  idList: (ids: string[]) => string = shortIdList,
): string => `${ids.length} of ${pluralize(of, 'item')}, because ${withoutCode(reason)}: ${idList(ids)}.`;

/** A reason without code marks, which documents do not have. */
export const withoutCode = (reason: string): string => reason.replaceAll('`', '"');

const revisionText = ({ day, commit }: ReportRevision) => `${day}${shortCommit(commit)}`;
