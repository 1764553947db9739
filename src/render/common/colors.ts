/** Whether to use colour, and the colours by their purpose. Imports chalk. Colour never carries information alone. */

export type Theme = Record<
  'heading' | 'dim' | 'error' | 'warning' | 'success' | 'accent',
  (text: string) => string
>;

const identity = (text: string) => text;

/** Leaves every text as it is. */
export const plainTheme: Theme = {
  heading: identity,
  dim: identity,
  error: identity,
  warning: identity,
  success: identity,
  accent: identity,
};

/** A theme with or without colour; chalk is loaded only for colour. */
export async function createTheme(color: boolean): Promise<Theme> {
  if (!color) return plainTheme;
  const { Chalk } = await import('chalk');
  const chalk = new Chalk({ level: 1 });
  return {
    heading: chalk.bold,
    dim: chalk.dim,
    error: chalk.red,
    warning: chalk.yellow,
    success: chalk.green,
    accent: chalk.cyan,
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
