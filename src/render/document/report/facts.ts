/** What a report says of itself: its period, for whom it is, and whose words it tells. */
import { fullName } from '../../../plan/agencies.ts';
import { counted } from '../../../plan/counted.ts';
import type { LeftOut } from '../../../plan/public.ts';
import type { Moment, Report } from '../../../plan/report/report.ts';
import type { Fact } from '../document.ts';

export function factsOf({ plan, from, to, agencies, leftOut }: Report): Fact[] {
  const { owner, source, 'time-zone': timeZone } = plan.about;
  return [
    {
      name: 'Period',
      text: from ? `from the end of ${momentText(from)} to ${to.day}` : 'none was asked for',
    },
    { name: 'As of', text: `${momentText(to)}, in ${timeZone}` },
    ...(agencies
      ? [{ name: 'Only', text: `items of ${agencies.map((id) => fullName(plan.agencies, id)).join('; ')}` }]
      : []),
    { name: 'For', text: leftOut ? forEverybody(leftOut) : forTheGroup },
    { name: 'Owner', text: owner },
    { name: 'Source', text: `${source.title}. ${source.publisher}, ${source.published}` },
    { name: 'Copyright', text: `${source.copyright}. ${source.licence}` },
  ];
}

const momentText = ({ day, commit }: Moment) => (commit === null ? day : `${day} (${commit.slice(0, 7)})`);

const forTheGroup = 'the group alone: internal reports are in it. It is not for publication.';

function forEverybody({ reports, own }: LeftOut): string {
  const what = [
    ...(reports > 0 ? [`${counted(reports, 'internal report')} and what follows from internal reports`] : []),
    ...(own > 0 ? [`${counted(own, 'field')} of the plan’s own (x-…)`] : []),
    'who wrote anything down',
  ];
  return `everybody. Left out: ${what.join('; ')}.`;
}
