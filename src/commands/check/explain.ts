import { argument, type Command } from '../../cli/command.ts';
import { PlanError } from '../../errors.ts';
import { ExitCode } from '../../exit-codes.ts';
import { ruleText } from '../../render/rule.ts';
import { ruleDocs } from '../../rule-docs/index.ts';
import { normalize } from '../../util/normalize.ts';
import { didYouMean } from '../../util/suggest.ts';

export const command: Command = {
  description: 'Explain a rule, with an example that breaks it and one that does not. Needs no plan.',
  examples: [
    ['plan explain status-not-reported', 'explain the rule that a finding names in brackets'],
    ['plan rules', 'list all rules'],
  ],
  formats: ['text', 'text', 'json'],
  hasOutput: true,
  arguments: [argument('<rule>', 'the id of the rule', 'rule')],

  async run(context, [name = '']) {
    const rule = ruleDocs.find(({ id }) => id === normalize(name));
    if (!rule)
      throw new PlanError(
        'unknown-word',
        `\`${name}\` is not a rule`,
        didYouMean(
          name,
          ruleDocs.map(({ id }) => id),
        ) ?? 'see `plan rules`',
      );
    if (context.format === 'json') context.json('rule', { rule });
    else {
      const { width, theme } = await context.textLayout();
      context.io.out(ruleText(rule, Math.min(width, 80), theme));
    }
    return ExitCode.done;
  },
};
