/** Sorts findings. */
import type { Finding } from '../../errors.ts';

/** By file, position and rule, so that the same plan always gives the same output. */
export function sortFindings(findings: readonly Finding[]): Finding[] {
  const text = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return [...findings].sort(
    (a, b) => text(a.file, b.file) || a.line - b.line || a.column - b.column || text(a.rule, b.rule),
  );
}
