/** Sorts findings. */

import type { Finding } from '../../errors.ts';
import { compareText } from '../../util/compare-text.ts';

/** By file, position and rule, so that the same plan always gives the same output. */
export function sortFindings(findings: readonly Finding[]): Finding[] {
  return [...findings].sort(
    (a, b) =>
      compareText(a.file, b.file) || a.line - b.line || a.column - b.column || compareText(a.rule, b.rule),
  );
}
