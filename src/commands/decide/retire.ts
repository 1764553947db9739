import type { Command } from '../../cli/command.ts';
import { type DecisionFlags, decideItems, decisionOptions } from '../../cli/record-decision.ts';
import { retireMessage } from '../../commit-messages/decisions.ts';
import { retireItem } from '../../plan/changes/retire.ts';
import { retireOutput } from '../../render/decision.ts';

export const command: Command<DecisionFlags> = {
  summary:
    'Retires items, by somebody’s authority: nobody works on them any more. Nothing is deleted: they stay in the plan with all that was reported, and their ids stay taken; but they are counted nowhere, and take no more reports and decisions.',
  examples: [
    ['plan retire 16 --reason "Taken over by item 29" --authority "Cabinet paper 4"', 'one item'],
    ['plan retire 7 9 --reason "Out of scope" --authority "Minute 12" -n', 'only look, at several'],
    ['plan list --retired', 'those that were'],
  ],
  formats: ['text', 'text', 'json'],
  arguments: [['<ids...>', 'the items']],
  options: decisionOptions,

  run: (context, ids, flags) =>
    decideItems(context, 'retire', ids, flags, retireItem, (made) => ({
      told: retireOutput(made),
      entry: retireMessage(made),
    })),
};
