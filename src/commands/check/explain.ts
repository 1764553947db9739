import type { Verb } from '../../cli/command.ts';
import { exits, Fault } from '../../errors.ts';
import { ruleText } from '../../render/rule.ts';
import { catalogue } from '../../rule-docs/index.ts';
import { fold } from '../../util/normalize.ts';
import { didYouMean } from '../../util/suggest.ts';

export const verb: Verb = {
  summary: 'Why a rule is there, with an example that breaks it and one that does not. It needs no plan.',
  examples: [
    ['plan explain status-not-reported', 'the rule that a finding names in brackets'],
    ['plan rules', 'all rules there are'],
  ],
  formats: ['text', 'text', 'json'],
  answers: true,
  arguments: [['<rule>', 'the rule’s name']],

  async run(session, [name = '']) {
    const rule = catalogue.find(({ id }) => id === fold(name));
    if (!rule)
      throw new Fault(
        'unknown-word',
        `\`${name}\` is not a rule`,
        didYouMean(
          name,
          catalogue.map(({ id }) => id),
        ) ?? 'see `plan rules`',
      );
    if (session.format === 'json') session.json('rule', { rule });
    else {
      const { width, paint } = await session.page();
      session.io.out(ruleText(rule, Math.min(width, 80), paint));
    }
    return exits.done;
  },
};
