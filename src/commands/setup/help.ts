import type { Command, CommandTable } from '../../cli/command.ts';
import { ExitCode } from '../../exit-codes.ts';
import type { Topics } from '../../help-topics/index.ts';

/** @param commands those that have a help of their own, which is asked for in another way */
export const helpOf = (commands: CommandTable, topics: Topics): Command => ({
  summary: 'Help on a command, or on what many commands share.',
  examples: [
    ['plan help', 'every command and topic'],
    ['plan help filters', 'a topic'],
    ['plan help list', 'the same as `plan list --help`'],
  ],
  formats: ['text', 'text'],
  arguments: [['[topic]', `a command, or ${Object.keys(topics).join(', ')}`]],
  completions: { topic: 'topic' },

  async run({ io }, [word = '']) {
    const name = word.toLowerCase();
    if (!Object.hasOwn(topics, name)) {
      const { unknownTopic } = await import('../../cli/usage-errors.ts');
      const shown = Object.keys(commands).filter((each) => !commands[each]!.hidden);
      throw unknownTopic(word, [...Object.keys(topics), ...shown]);
    }
    io.out((await topics[name]!.load()).default);
    return ExitCode.done;
  },
});
