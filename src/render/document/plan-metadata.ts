/** The metadata of documents about a plan: the plan, its owner, the date and the source. */
import type { PlanFile } from '../../../schemas/plan.ts';
import type { RedactedCounts } from '../../plan/model/redact.ts';
import { omittedText } from '../common/count-notes.ts';
import type { Fact } from './document.ts';

type TextFact = Fact & { text: string };

/**
 * @param today the day that the document is true for
 * @param commit the commit that the plan was read from; null for the files in the work tree
 * @param leftOut how much a public document leaves out; null for an internal one
 */
export const planMetadata = (
  settings: PlanFile,
  today: string,
  commit: string | null,
  leftOut: RedactedCounts | null,
): TextFact[] => [
  ...(leftOut ? [{ name: 'Audience', text: `public. Omitted: ${omittedText(leftOut)}.` }] : []),
  { name: 'Plan', text: settings.title },
  { name: 'Owner', text: settings.owner },
  { name: 'As of', text: asOfText(settings, today, commit) },
  ...sourceFacts(settings),
];

/** "2026-09-30, in Pacific/Auckland (7acd1e6)". */
const asOfText = (settings: PlanFile, today: string, commit: string | null): string =>
  `${today}, in ${settings['time-zone']}${shortCommit(commit)}`;

/** " (7acd1e6)"; empty for the files in the work tree. */
export const shortCommit = (commit: string | null): string =>
  commit === null ? '' : ` (${commit.slice(0, 7)})`;

export const sourceFacts = ({ source }: PlanFile): TextFact[] => [
  { name: 'Source', text: `${source.title}. ${source.publisher}, ${source.published}` },
  { name: 'Copyright', text: `${source.copyright}. ${source.licence}` },
];
