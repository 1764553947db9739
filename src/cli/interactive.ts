/** Whether the program may ask for what the command line lacks. The prompts themselves are in `prompts.ts`. */
import { styleText } from 'node:util';
import { option } from './command.ts';
import type { CommandContext } from './context.ts';

export interface InteractiveFlags {
  yes?: boolean;
  input?: boolean;
}

export const interactiveOptions = [
  option('--yes', 'when prompting, do not ask for confirmation'),
  option('--no-input', 'never prompt'),
];

/** Only on a terminal: with all three streams on it, and not in CI. */
export const isInteractive = ({ io, format }: CommandContext, { input = true }: InteractiveFlags): boolean =>
  input &&
  format === 'text' &&
  !io.env.CI &&
  io.env.TERM !== 'dumb' &&
  io.promptStreams !== undefined &&
  // The prompts need it: Node has it from 20.12 on.
  typeof styleText === 'function' &&
  [io.stdinIsTerminal, io.stdoutIsTerminal, io.stderrIsTerminal].every(Boolean);
