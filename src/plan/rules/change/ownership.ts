/** An agency answers for its own items, by its own reports; the plan itself is not its to change. */
import type { Update } from '../../../../schemas/update.ts';
import { joinQuoted } from '../../../util/suggest.ts';
import type { ItemHistoryStep } from '../../diff/history-step.ts';
import { isFrozen } from '../../model/field-labels.ts';
import type { Representation } from './author-agencies.ts';
import { withCommit } from './from-history-rule.ts';
import type { BranchChange, ChangePart, ChangeRule, ChangeViolation } from './rule.ts';

const notOwner: ChangeRule = {
  severity: 'error',
  summary: 'An agency’s people report on its own items, for it alone; they change nothing else of the plan.',
  *check(change) {
    for (const part of change.parts) {
      const speaker = change.speaker(part);
      if (!speaker) continue;
      const whose = `${speaker.author ? `\`${speaker.author}\` speaks for` : 'this change is for'} ${joinQuoted(speaker.agencies)}`;
      const tell = ({ message, ...fault }: ChangeViolation) =>
        withCommit({ ...fault, message: `${message}; ${whose}` }, part);
      for (const item of part.remaining.items) yield* itemFaults(item, speaker, change).map(tell);
      for (const fault of fileFaults(part, change)) yield tell(fault);
    }
  },
};

const askThem = 'leave it out: the agency itself, or the secretariat, may bring it';
const askSecretariat = 'leave it out, and ask the secretariat for it';

function itemFaults(
  item: ItemHistoryStep,
  { agencies }: Representation,
  { items }: BranchChange,
): ChangeViolation[] {
  const { id, change } = item;
  const { what, fields, reported, retracted } = change;
  const decided = (message: string, field?: string) => [
    { item, target: field === undefined ? undefined : { field }, message, hint: askSecretariat },
  ];
  if (what === 'added' || what === 'removed')
    return decided(`item ${id} was ${what}, which no agency may do`);
  const owners = items.find((each) => each.id === id)?.before?.agencies ?? [];
  if (!owners.some((each) => agencies.includes(each)))
    return [
      {
        ...{ item, target: firstOf(item), hint: askThem },
        message: `item ${id} is of ${joinQuoted(owners)}`,
      },
    ];
  const fixed = fields.find(({ field }) => isFrozen(field) || /^(wording$|added\.|retired\.)/.test(field));
  return [
    ...(fixed
      ? decided(`\`${fixed.field}\` of item ${id} changes by decision, which no agency may take`, fixed.field)
      : []),
    ...[...reported, ...retracted].flatMap((entry) => {
      if (entry.agency === undefined || agencies.includes(entry.agency)) return [];
      const isNew = reported.includes(entry);
      const target = isNew ? { entry, key: 'agency' as keyof Update } : { path: ['updates'] };
      return [
        {
          ...{ item, target, hint: askThem },
          message: `a report on item ${id} of \`${entry.agency}\` was ${isNew ? 'added' : 'taken away'}`,
        },
      ];
    }),
  ];
}

const firstOf = ({ change: { fields, reported } }: ItemHistoryStep): ChangeViolation['target'] =>
  fields[0] ?? (reported[0] && { entry: reported[0] }) ?? { path: ['id'] };

const fileFaults = ({ step }: ChangePart, { files }: BranchChange): ChangeViolation[] =>
  files
    .filter(({ path }) => step.files.includes(path))
    .map(({ file }) => ({ file, message: `\`${file}\` is not an agency’s to change`, hint: askSecretariat }));

export const ownerRules = { 'not-owner': notOwner };
