/** What must hold between what reports name as evidence and the files that are kept. */
import { dirname, join } from 'node:path';
import type { Item } from '../../../schemas/item.ts';
import type { Finding, Problem } from '../../errors.ts';
import type { EvidenceRule } from '../../plan/rules/rule-summaries.ts';
import type { PlanReading } from '../plan-files/read-plan.ts';
import type { Source } from '../yaml/source.ts';

/**
 * Looks at every file of evidence: only who judges the whole plan has the time.
 * @param items all that name any
 */
export async function checkEvidence({ folder, sources, findings }: PlanReading, items: readonly Item[]) {
  const there = new Map((await folder.evidence()).map((file) => [`evidence/${file.name}`, file]));
  const digests = new Map<string, string | null>();
  const named = new Set<string>();
  const judged: [Source, Problem[]][] = [];
  for (const item of items) {
    const problems: Problem[] = [];
    for (const [index, { evidence = [] }] of (item.updates ?? []).entries())
      for (const [at, { file, sha256 }] of evidence.entries()) {
        if (file === undefined) continue;
        named.add(file);
        if (!digests.has(file)) digests.set(file, (await there.get(file)?.digest()) ?? null);
        const now = digests.get(file);
        if (now === sha256) continue;
        problems.push({
          rule: 'evidence-file' satisfies EvidenceRule,
          severity: 'error',
          path: ['updates', index, 'evidence', at, now === null ? 'file' : 'sha256'],
          message:
            now === null
              ? there.has(file)
                ? `\`${file}\` is no regular file, or larger than any that is kept`
                : `there is no file \`${file}\``
              : `\`${file}\` is not what it was when it was recorded: its SHA-256 is \`${now}\``,
          hint: 'put the file back as it was; what shows something else is new evidence',
        });
      }
    judged.push([sources.items.get(item)!, problems]);
  }
  // What can't be read may name any of them.
  const unused = findings.length > 0 ? [] : [...there.keys()].filter((file) => !named.has(file));
  const root = dirname(sources.settings?.name ?? '');
  return { judged, unused: unused.map((file) => unusedFile(join(root, file))) };
}

/** Whether an item names a file that is kept. */
export const hasStoredEvidence = ({ updates = [] }: Item): boolean =>
  updates.some(({ evidence = [] }) => evidence.some(({ file }) => file !== undefined));

const unusedFile = (file: string): Finding => ({
  rule: 'evidence-unused' satisfies EvidenceRule,
  severity: 'warning',
  file,
  line: 1,
  column: 1,
  length: 1,
  source: null,
  message: 'no report names this file as evidence',
  hint: 'record it with `plan note ID --evidence FILE`, or remove it',
});
