/** The report as a document. */
import type { ProgressReport } from '../../../plan/report/report.ts';
import type { Document } from '../document.ts';
import { appendixBlocks } from './appendix.ts';
import { changeBlocks } from './changes.ts';
import { attentionBlocks, exceptionBlocks } from './concerns.ts';
import { countBlocks } from './counts.ts';
import { itemBlocks } from './items.ts';
import { reportMetadata } from './metadata.ts';
import { ongoingBlocks } from './ongoing-work.ts';

/** @param most with more items than that, the document has no sections on single items */
export const reportDocument = (report: ProgressReport, most = Number.POSITIVE_INFINITY): Document => ({
  title: `${report.plan.settings.title}: progress report`,
  facts: reportMetadata(report),
  blocks: [
    { is: 'paragraph', text: [{ strong: report.headline }] },
    ...attentionBlocks(report),
    ...countBlocks(report),
    ...exceptionBlocks(report),
    ...changeBlocks(report),
    ...itemBlocks(report, most),
    ...ongoingBlocks(report),
    ...appendixBlocks(report),
  ],
});
