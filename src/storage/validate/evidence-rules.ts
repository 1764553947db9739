/** Checks the evidence that updates name against the files in the evidence folder. */
import { dirname, join } from 'node:path';
import type { Item } from '../../../schemas/item.ts';
import type { Finding, Problem } from '../../errors.ts';
import type { EvidenceRule } from '../../plan/rules/rule-summaries.ts';
import type { PlanReading } from '../plan-files/read-plan.ts';
import { startOfFile } from '../yaml/text-position.ts';
import type { CheckedFile, CheckResult } from './check-result.ts';

/**
 * Reads every evidence file that is named, so this runs only when the whole plan is validated.
 *
 * @param items all items that name stored evidence, at least
 */
export async function checkEvidence(
  { folder, sources, findings }: PlanReading,
  items: readonly Item[],
): Promise<CheckResult> {
  const stored = new Map((await folder.evidence()).map((file) => [`evidence/${file.name}`, file]));
  const digests = new Map<string, string | null>();
  const named = new Set<string>();
  const problems: CheckedFile[] = [];
  for (const item of items) {
    const itemProblems: Problem[] = [];
    for (const [index, { evidence = [] }] of (item.updates ?? []).entries())
      for (const [at, { file, sha256 }] of evidence.entries()) {
        if (file === undefined) continue;
        named.add(file);
        if (!digests.has(file)) digests.set(file, (await stored.get(file)?.digest()) ?? null);
        const digest = digests.get(file)!;
        if (digest === sha256) continue;
        itemProblems.push({
          rule: 'evidence-file' satisfies EvidenceRule,
          severity: 'error',
          path: ['updates', index, 'evidence', at, digest === null ? 'file' : 'sha256'],
          message: evidenceMessage(file, digest, stored.has(file)),
          hint: 'restore the file; add a changed file as new evidence',
        });
      }
    problems.push([sources.items.get(item)!, itemProblems]);
  }
  // A file that cannot be read may name any of them.
  const unused = findings.length > 0 ? [] : [...stored.keys()].filter((file) => !named.has(file));
  const root = dirname(sources.settings?.name ?? '');
  return { problems, findings: unused.map((file) => unusedFile(join(root, file))) };
}

function evidenceMessage(file: string, digest: string | null, exists: boolean): string {
  if (digest !== null)
    return `\`${file}\` has changed since it was recorded: its SHA-256 is now \`${digest}\``;
  return exists
    ? `\`${file}\` is not a regular file, or is too large for evidence`
    : `there is no file \`${file}\``;
}

/** Whether an item names an evidence file that is stored with the plan. */
export const hasStoredEvidence = ({ updates = [] }: Item): boolean =>
  updates.some(({ evidence = [] }) => evidence.some(({ file }) => file !== undefined));

const unusedFile = (file: string): Finding => ({
  rule: 'evidence-unused' satisfies EvidenceRule,
  severity: 'warning',
  ...startOfFile(file),
  message: 'no update names this file as evidence',
  hint: 'record it with `plan note ID --evidence FILE`, or remove it',
});
