/** The rule about evidence: a file that an update names stays as it was when the update was recorded. */
import type { Update } from '../../../../schemas/update.ts';
import type { HistoryStep } from '../../diff/history-step.ts';
import type { EvidenceRecord, HistoryRule } from './rule.ts';

const evidenceAltered: HistoryRule = {
  severity: 'error',
  summary: 'A file that an update names as evidence is neither replaced nor deleted.',
  *check(step, context) {
    if (context.reverted(step)) return;
    for (const { name, before, after } of step.evidence ?? []) {
      const record = context.evidence.get(name);
      // The bytes that it had when it was recorded may always come back, and a merge takes those of one side.
      const isKept = record?.blob === after || before.includes(after);
      if (!record || isKept || before.every((blob) => blob === null)) continue;
      // Where the commit removed or renamed the entries, that is reported or allowed by itself.
      const users = [...record.items].filter((id) => !isReleasedBy(step, id, name));
      if (users.length > 0)
        yield {
          item: step.items.find(({ id }) => id === users[0]),
          subject: [name, after],
          message: `\`${name}\`, which is evidence of item ${users.join(', ')}, was ${after === null ? 'deleted' : 'replaced'}`,
          hint: 'restore the file; attach another one under its own name with `plan note … --evidence`',
        };
    }
  },
};

/** Whether the updates of an item that named a file do not name it after the step. */
const isReleasedBy = ({ items }: HistoryStep, id: string, name: string): boolean =>
  items.some(
    ({ id: each, change: { reported, retracted } }) =>
      each === id &&
      retracted.some((entry) => names(entry, name)) &&
      !reported.some((entry) => names(entry, name)),
  );

const names = ({ evidence = [] }: Update, name: string): boolean =>
  evidence.some(({ file }) => file === name);

/** Updates `known` with the evidence that a step recorded. */
export function trackEvidence(
  known: Map<string, EvidenceRecord>,
  { items, evidence = [] }: HistoryStep,
): void {
  const added = new Map(evidence.map((file) => [file.name, file]));
  for (const { id, change } of items) {
    for (const { file } of change.retracted.flatMap((entry) => entry.evidence ?? []))
      if (file !== undefined) known.get(file)?.items.delete(id);
    for (const { file } of change.reported.flatMap((entry) => entry.evidence ?? []))
      if (file !== undefined) {
        const record = known.get(file) ?? { blob: null, items: new Set() };
        record.items.add(id);
        known.set(file, record);
      }
  }
  for (const [name, record] of known) {
    if (record.items.size === 0) known.delete(name);
    else record.blob ??= added.get(name)?.after ?? null;
  }
}

export const evidenceHistoryRules = { 'evidence-altered': evidenceAltered };
