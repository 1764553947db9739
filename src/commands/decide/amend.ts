import { amendable } from '../../../schemas/enums.ts';
import { type Command, option } from '../../cli/command.ts';
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
  summary:
    'Changes the plan itself, by somebody’s authority: its words, agencies, pillar, lead, kind and dates, which nothing else may change. What it was stays in the item’s `amendments`. One decision is one commit, and reports are never part of it.',
  examples: [
    [
      'plan amend 5 -m 5.1 --field due --to 2026-12-31 --reason "Minister asked" --authority "Minute 12"',
      'a date',
    ],
    [
      'plan amend 5 --set lead=police --set agencies=police,dol --reason "Handed over" --authority "Cabinet paper 4"',
      'two fields by one decision',
    ],
    ['plan amend 5 --field lead --unset --reason "None was named" --authority "Minute 13"', 'take away'],
    [
      'plan amend 7 --field text --to "Twice a year" --reason Clearer --authority "Minute 14" -n',
      'only look: the diff and the message',
    ],
  ],
  formats: ['text', 'text', 'json'],
  arguments: [['<id>', 'the item']],
  options: [
    option(
      '--field <field>',
      `what is amended: ${amendable.item.join(', ')}; of a milestone ${amendable.milestone.join(', ')}`,
    ),
    option('-m, --milestone <id>', "the milestone whose fields they are, instead of the item's"),
    option('--to <value>', 'what it becomes; agencies with commas between them'),
    option('--unset', 'take it away'),
    option('--set <field=value>', 'the same as `--field` and `--to`; may be repeated').argParser(
      (value: string, earlier: string[] = []) => [...earlier, value],
    ),
    ...decisionOptions,
  ],

  completions: { field: 'amendable' },

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
