/** Where the words of a command line begin. Loaded only where an option stands before them. */
import { parseArgs } from 'node:util';
import { optionValues, shortFlags } from './argument-kinds.ts';

const options = Object.fromEntries(
  Object.keys(optionValues).map((name) => {
    const short = shortFlags[name];
    return [name, { type: 'string', ...(short !== undefined && { short }) } as const];
  }),
);

/** The place of the first word that is neither an option nor an option's value; null where there is none. */
export function firstPositional(argv: readonly string[]): number | null {
  const { tokens } = parseArgs({ args: [...argv], options, strict: false, tokens: true });
  return tokens.find(({ kind }) => kind === 'positional')?.index ?? null;
}
