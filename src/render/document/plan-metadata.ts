/** What every document about a plan says of it: whose it is, as of when, and from where its words are. */
import type { PlanFile } from '../../../schemas/plan.ts';
import type { Fact } from './document.ts';

/**
 * @param today the day that the document is true for
 * @param commit where the plan was read from; null for its files as they are
 */
export function planMetadata(
  { title, owner, source, 'time-zone': timeZone }: PlanFile,
  today: string,
  commit: string | null,
): (Fact & { text: string })[] {
  return [
    { name: 'Plan', text: title },
    { name: 'Owner', text: owner },
    { name: 'As of', text: `${today}, in ${timeZone}${commit === null ? '' : ` (${commit.slice(0, 7)})`}` },
    { name: 'Source', text: `${source.title}. ${source.publisher}, ${source.published}` },
    { name: 'Copyright', text: `${source.copyright}. ${source.licence}` },
  ];
}
