/** The rule about what an agency can change: it adds its own updates to its own items. */
import type { Item } from '../../../../schemas/item.ts';
import type { Update } from '../../../../schemas/update.ts';
import { joinQuoted } from '../../../util/suggest.ts';
import type { ItemHistoryStep } from '../../diff/history-step.ts';
import { isFrozen } from '../../model/field-labels.ts';
import { identifiedUpdates } from '../../model/updates.ts';
import type { Representation } from './author-agencies.ts';
import { withCommit } from './from-history-rule.ts';
import type { BranchChange, ChangePart, ChangeRule, ChangeViolation } from './rule.ts';

const notOwner: ChangeRule = {
  severity: 'error',
  summary: 'The people of an agency add updates of that agency to its own items, and change nothing else.',
  *check(change) {
    for (const part of change.parts) {
      const representation = change.representation(part);
      if (!representation) continue;
      const whose = `${representation.author ? `\`${representation.author}\` represents` : 'this change is for'} ${joinQuoted(representation.agencies)}`;
      const complete = ({ message, ...violation }: ChangeViolation) =>
        withCommit({ ...violation, message: `${message}; ${whose}` }, part);
      for (const item of part.remaining.items)
        yield* itemViolations(item, representation, change).map(complete);
      yield* fileViolations(part, change).map(complete);
    }
  },
};

const askAgency = 'leave it out: the agency itself or the secretariat can make this change';
const askSecretariat = 'leave it out, and ask the secretariat to make this change';

function itemViolations(
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
    return decided(`item ${id} was ${what}, which an agency cannot do`);
  const { before, after } = items.find((each) => each.id === id) ?? {};
  const owners = before?.agencies ?? [];
  if (!owners.some((each) => agencies.includes(each)))
    return [
      {
        ...{ item, target: firstChange(item), hint: askAgency },
        message: `item ${id} belongs to ${joinQuoted(owners)}`,
      },
    ];
  const fixed = fields.find(({ field }) => isFrozen(field) || /^(wording$|added\.|retired\.)/.test(field));
  return [
    ...(fixed
      ? decided(
          `\`${fixed.field}\` of item ${id} changes only by decision, which an agency cannot make`,
          fixed.field,
        )
      : []),
    ...[...reported, ...retracted].flatMap((entry) => {
      const foreign = [entry.agency, replacedAgency(after, entry)].find(
        (agency) => agency !== undefined && !agencies.includes(agency),
      );
      if (foreign === undefined) return [];
      const isNew = reported.includes(entry);
      const key: keyof Update = entry.agency === undefined ? 'recorded' : 'agency';
      const target = isNew ? { entry, key } : { path: ['updates'] };
      return [
        {
          ...{ item, target, hint: askAgency },
          message: `an update of \`${foreign}\` on item ${id} was ${isNew ? addedAs(entry) : 'removed'}`,
        },
      ];
    }),
  ];
}

/** The agency of the update that an entry corrects or withdraws. */
function replacedAgency(item: Item | null | undefined, { corrects, withdraws }: Update): string | undefined {
  const target = corrects ?? withdraws;
  if (!item || target === undefined) return undefined;
  return identifiedUpdates(item).find(({ id }) => id === target)?.entry.agency;
}

const addedAs = ({ corrects, withdraws }: Update): string =>
  withdraws !== undefined ? 'withdrawn' : corrects !== undefined ? 'corrected' : 'added';

const firstChange = ({ change: { fields, reported } }: ItemHistoryStep): ChangeViolation['target'] =>
  fields[0] ?? (reported[0] && { entry: reported[0] }) ?? { path: ['id'] };

const fileViolations = ({ step }: ChangePart, { files }: BranchChange): ChangeViolation[] =>
  files
    .filter(({ path }) => step.files.includes(path))
    .map(({ file }) => ({
      file,
      message: `\`${file}\` cannot be changed by an agency`,
      hint: askSecretariat,
    }));

export const ownerRules = { 'not-owner': notOwner };
