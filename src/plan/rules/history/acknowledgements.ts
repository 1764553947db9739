/** Which findings of an audit are acknowledged, by which commit. */
import { stableJson } from '../../../util/equal.ts';
import { sha256 } from '../../../util/sha256.ts';
import { type Trailer, trailerBlocks } from '../../changes/commit-trailers.ts';
import type { HistoryStep } from '../../diff/history-step.ts';
import type { HistoryViolation, Signature } from './rule.ts';

/** A finding as acknowledgements name it. */
export interface AcknowledgeableFinding extends HistoryViolation {
  rule: string;
  step: HistoryStep;
}

/**
 * Names that findings keep when their commits are rebased: 12 hexadecimal digits of the rule, the item and the entry or
 * field. The second finding with the same ones gets `-2`, the third `-3`.
 * @param findings oldest commit first
 */
export function fingerprints(findings: readonly AcknowledgeableFinding[]): string[] {
  const counts = new Map<string, number>();
  return findings.map(({ rule, item, target, subject, message }) => {
    const what = subject ?? (target && !('path' in target) ? target : message);
    const hash = sha256(stableJson([rule, item?.id ?? null, what])).slice(0, 12);
    const count = (counts.get(hash) ?? 0) + 1;
    counts.set(hash, count);
    return count === 1 ? hash : `${hash}-${count}`;
  });
}

/**
 * Finds the first commit that acknowledges a finding.
 * @param steps oldest first
 * @param signatures null where none are required
 */
export function acknowledgements(
  steps: readonly HistoryStep[],
  signatures: ReadonlyMap<string, Signature> | null,
): (finding: AcknowledgeableFinding, fingerprint: string) => HistoryStep | null {
  const found = new Map<string, { step: HistoryStep; isAuthorized: boolean }[]>();
  for (const step of steps) {
    if (signatures && signatures.get(step.commit)?.letter !== 'G') continue;
    for (const block of trailerBlocks(step)) {
      if (valuesIn(block, 'Plan-Change')[0] !== 'acknowledge') continue;
      const isAuthorized = valuesIn(block, 'Plan-Authority').length > 0;
      for (const name of namesIn(block, step))
        found.set(name, [...(found.get(name) ?? []), { step, isAuthorized }]);
    }
  }
  return ({ step }, fingerprint) =>
    [...(found.get(fingerprint) ?? []), ...(found.get(step.commit) ?? [])].find(
      ({ step: { mail }, isAuthorized }) => isAuthorized || mail.toLowerCase() !== step.mail.toLowerCase(),
    )?.step ?? null;
}

/** The fingerprints that a block names; where it names none, the commits, if its own commit changes nothing. */
function namesIn(block: readonly Trailer[], { items, files }: HistoryStep): string[] {
  const names = valuesIn(block, 'Plan-Finding').map((value) => value.split(' ')[0]!);
  if (names.length > 0) return names;
  return items.length === 0 && files.length === 0 ? valuesIn(block, 'Plan-Acknowledges') : [];
}

const valuesIn = (block: readonly Trailer[], key: string): string[] =>
  block.flatMap(([name, value]) => (name === key ? [value] : []));
