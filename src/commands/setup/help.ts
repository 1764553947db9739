/** `plan help`: prints a help topic. Help on a command is printed by `main.ts`. */
import { argument, type Command, type CommandTable } from '../../cli/command.ts';
import { ExitCode } from '../../exit-codes.ts';
import type { Topics } from '../../help-topics/index.ts';

export const helpCommand = (commands: CommandTable, topics: Topics): Command => ({
  description: 'Show help on a command or topic.',
  examples: [
    ['plan help', 'list the commands and topics'],
    ['plan help filters', 'show a topic'],
    ['plan help list', 'same as `plan list --help`'],
  ],
  formats: ['text', 'text'],
  arguments: [argument('[topic]', `a command, or ${Object.keys(topics).join(', ')}`, 'topic')],

  async run({ io }, [word = '']) {
    const name = word.toLowerCase();
    if (!Object.hasOwn(topics, name)) {
      const { unknownTopic } = await import('../../cli/usage-errors.ts');
      const names = Object.keys(commands).filter((each) => !commands[each]!.hidden);
      throw unknownTopic(word, [...Object.keys(topics), ...names]);
    }
    io.out((await topics[name]!.load()).default);
    return ExitCode.done;
  },
});
