/** `plan retire`: retires items. */
import { argument, type Command } from '../../cli/command.ts';
import { type DecisionFlags, decisionOptions, recordItemDecision } from '../../cli/record-decision.ts';
import { retireMessage } from '../../commit-messages/decisions.ts';
import { retireItem } from '../../plan/changes/retire.ts';
import { retireOutput } from '../../render/decision.ts';

export const command: Command<DecisionFlags> = {
  description:
    'Retire items by a decision: they are no longer worked on. Nothing is deleted: they stay in the plan with their updates, and their ids can’t be used again. They are not counted, and take no more updates or decisions.',
  examples: [
    ['plan retire 16 --reason "Taken over by item 29" --authority "Cabinet paper 4"', 'retire an item'],
    [
      'plan retire 7 9 --reason "Out of scope" --authority "Minute 12" -n',
      'show the diff and the commit message only',
    ],
    ['plan list --retired', 'list the retired items'],
  ],
  formats: ['text', 'text', 'json'],
  arguments: [argument('<ids...>', 'the items', 'item')],
  options: decisionOptions,

  run: (context, ids, flags) =>
    recordItemDecision(context, { kind: 'retire', ids, flags }, retireItem, (changes) => ({
      output: retireOutput(changes),
      commitText: retireMessage(changes),
    })),
};
