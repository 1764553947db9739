/** What counts of the findings of a reading, in their one order. */
import { type Choice, type Settled, settle } from '../plan/policy.ts';
import { sortFindings } from '../plan/sorted.ts';
import type { Finding } from '../trouble.ts';
import type { Reading } from './read.ts';
import { suppressionsOf } from './suppressions.ts';

export const everyRule: Choice = { only: [], ignored: [] };

export async function settled(
  findings: readonly Finding[],
  reading: Reading,
  choice: Choice = everyRule,
): Promise<Settled> {
  const suppressions = await suppressionsOf(reading);
  const told = settle(findings, { about: reading.about, choice, suppressions });
  return { findings: sortFindings(told.findings), suppressed: told.suppressed };
}
