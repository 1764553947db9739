import { amendable } from '../../../schemas/enums.ts';
import { argument, type Command, option, repeatedOption } from '../../cli/command.ts';
import { type DecisionFlags, decideItems, decisionOptions } from '../../cli/record-decision.ts';
import { amendMessage } from '../../commit-messages/decisions.ts';
import { PlanError } from '../../errors.ts';
import { amendItem, type FieldChangeRequest } from '../../plan/changes/amend.ts';
import { amendOutput } from '../../render/decision.ts';

interface Flags extends DecisionFlags {
  milestone?: string;
  field?: string;
  to?: string;
  unset?: boolean;
  set?: string[];
}

export const command: Command<Flags> = {
  description:
    'Change the plan itself by a decision: wording, agencies, pillar, lead, kind and dates, which no other command changes. The old values stay in the item’s `amendments`. One decision is one commit.',
  examples: [
    [
      'plan amend 5 -m 5.1 --field due --to 2026-12-31 --reason "Minister asked" --authority "Minute 12"',
      'change a due date',
    ],
    [
      'plan amend 5 --set lead=police --set agencies=police,dol --reason "Handed over" --authority "Cabinet paper 4"',
      'change two fields by one decision',
    ],
    ['plan amend 5 --field lead --unset --reason "None was named" --authority "Minute 13"', 'remove a value'],
    [
      'plan amend 7 --field text --to "Twice a year" --reason Clearer --authority "Minute 14" -n',
      'show the diff and the commit message only',
    ],
  ],
  formats: ['text', 'text', 'json'],
  arguments: [argument('<id>', 'the item', 'item')],
  options: [
    option(
      '--field <field>',
      `the field to change: ${amendable.item.join(', ')}; of a milestone: ${amendable.milestone.join(', ')}`,
      'amendable-field',
    ),
    option('-m, --milestone <id>', 'change this milestone instead of the item', 'milestone'),
    option('--to <value>', 'new value; separate agencies by commas'),
    option('--unset', 'remove the value').conflicts('to'),
    repeatedOption(
      '--set <field=value>',
      'same as `--field` and `--to`; may be repeated',
      'field-assignment',
    ),
    ...decisionOptions,
  ],

  async run(session, ids, flags) {
    const wishes = wishesOf(flags);
    return await decideItems(
      session,
      'amend',
      ids,
      flags,
      (item, decision, context) => amendItem(item, wishes, decision, context),
      ([made = null], [item]) => ({ told: amendOutput(item!, made), entry: made && amendMessage(made) }),
    );
  },
};

/** @throws PlanError `usage` */
function wishesOf({ milestone, field, to, unset = false, set = [] }: Flags): FieldChangeRequest[] {
  if (field === undefined && (to !== undefined || unset))
    throw new PlanError('usage', 'which field? none was given', 'say it: `--field FIELD`');
  if (field !== undefined && (to !== undefined) === unset)
    throw new PlanError(
      'usage',
      unset ? '`--to` and `--unset` exclude each other' : `what does \`${field}\` become?`,
      'give either `--to VALUE` or `--unset`',
    );
  if (field === undefined && set.length === 0)
    throw new PlanError(
      'usage',
      'nothing is amended: expected `--field` or `--set`',
      'see `plan amend --help`',
    );
  const pairs = set.map((pair): FieldChangeRequest => {
    const [, name, value] = /^\s*([^=\s]+)\s*=(.*)$/s.exec(pair) ?? [];
    if (name === undefined)
      throw new PlanError('usage', `\`${pair}\` is not a field and its value`, 'write `FIELD=VALUE`');
    return { field: name, milestone, to: value };
  });
  return [...(field === undefined ? [] : [{ field, milestone, to }]), ...pairs];
}
