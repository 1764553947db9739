/** Whether what a command line lacks may be asked for. Light: what asks is loaded only then. */
import { styleText } from 'node:util';
import { option } from './command.ts';
import type { CommandContext } from './context.ts';

export interface InteractiveFlags {
  yes?: boolean;
  input?: boolean;
}

export const interactiveOptions = [
  option('--yes', 'where questions are asked: not whether to do it'),
  option('--no-input', 'ask nothing, even on a terminal'),
];

/** Only people are asked: at a terminal, with everything on it, and not where nobody sits. */
export const isInteractive = ({ io, format }: CommandContext, { input = true }: InteractiveFlags): boolean =>
  input &&
  format === 'text' &&
  !io.env.CI &&
  io.env.TERM !== 'dumb' &&
  io.asking !== undefined &&
  // What draws the questions needs it: Node has it from 20.12 on.
  typeof styleText === 'function' &&
  [io.stdinIsTerminal, io.stdoutIsTerminal, io.stderrIsTerminal].every(Boolean);
