/** Whether to use colour, and the colours by their purpose. Imports chalk. Colour never carries information alone. */

export type Theme = Record<'heading' | 'quiet' | 'bad' | 'warn' | 'good' | 'mark', (text: string) => string>;

const plain = (text: string) => text;

/** Every text as it is. */
export const plainTheme: Theme = {
  heading: plain,
  quiet: plain,
  bad: plain,
  warn: plain,
  good: plain,
  mark: plain,
};

/** How to paint; without colour nothing is loaded and nothing is painted. */
export async function createTheme(color: boolean): Promise<Theme> {
  if (!color) return plainTheme;
  const { Chalk } = await import('chalk');
  const chalk = new Chalk({ level: 1 });
  return {
    heading: chalk.bold,
    quiet: chalk.dim,
    bad: chalk.red,
    warn: chalk.yellow,
    good: chalk.green,
    mark: chalk.cyan,
  };
}

/** Whether to use colour: `--color`, else `NO_COLOR`, else `FORCE_COLOR`, else whether the stream is a terminal. */
export function shouldColor(
  option: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
  isTerminal: boolean,
): boolean {
  if (option === 'always' || option === 'never') return option === 'always';
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR) return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false';
  return isTerminal && env.TERM !== 'dumb';
}
