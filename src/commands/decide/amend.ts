/** `plan amend`: changes fields of an item by a decision. */
import { amendable } from '../../../schemas/enums.ts';
import { argument, type Command, option, repeatedOption } from '../../cli/command.ts';
import { type DecisionFlags, decisionOptions, recordItemDecision } from '../../cli/record-decision.ts';
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

  async run(context, ids, flags) {
    const requests = parseRequests(flags);
    return await recordItemDecision(
      context,
      { kind: 'amend', ids, flags },
      (item, decision, rules) => amendItem(item, requests, decision, rules),
      ([change = null], [item]) => ({
        output: amendOutput(item!, change),
        commitText: change && amendMessage(change),
      }),
    );
  },
};

/** The fields to change and their new values. @throws PlanError `usage` */
function parseRequests({ milestone, field, to, unset = false, set = [] }: Flags): FieldChangeRequest[] {
  if (field === undefined && (to !== undefined || unset))
    throw new PlanError('usage', 'no field given', 'add `--field FIELD`');
  if (field !== undefined && to === undefined && !unset)
    throw new PlanError('usage', `no new value for \`${field}\``, 'add `--to VALUE` or `--unset`');
  if (field === undefined && set.length === 0)
    throw new PlanError(
      'usage',
      'nothing to amend: expected `--field` or `--set`',
      'see `plan amend --help`',
    );
  const assignments = set.map((text): FieldChangeRequest => {
    const [, name, value] = /^\s*([^=\s]+)\s*=(.*)$/s.exec(text) ?? [];
    if (name === undefined)
      throw new PlanError('usage', `\`${text}\` is not of the form FIELD=VALUE`, 'write `--set FIELD=VALUE`');
    return { field: name, milestone, to: value };
  });
  return [...(field === undefined ? [] : [{ field, milestone, to }]), ...assignments];
}
