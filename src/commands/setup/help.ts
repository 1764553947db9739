import type { CommandTable, Verb } from '../../cli/command.ts';
import { ExitCode } from '../../errors.ts';
import type { Topics } from '../../help-topics/index.ts';

/** @param verbs those that have a help of their own, which is asked for in another way */
export const helpOf = (verbs: CommandTable, topics: Topics): Verb => ({
  summary: 'Help on a command, or on what many commands share.',
  examples: [
    ['plan help', 'every command and topic'],
    ['plan help filters', 'a topic'],
    ['plan help list', 'the same as `plan list --help`'],
  ],
  formats: ['text', 'text'],
  arguments: [['[topic]', `a command, or ${Object.keys(topics).join(', ')}`]],
  completes: { topic: 'topic' },

  async run({ io }, [word = '']) {
    const name = word.toLowerCase();
    if (!Object.hasOwn(topics, name)) {
      const { unknownTopic } = await import('../../cli/usage-errors.ts');
      const shown = Object.keys(verbs).filter((each) => !verbs[each]!.hidden);
      throw unknownTopic(word, [...Object.keys(topics), ...shown]);
    }
    io.out((await topics[name]!.load()).default);
    return ExitCode.done;
  },
});
