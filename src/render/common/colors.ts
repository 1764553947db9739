/** Colour, by what it is for. It never says anything that the text does not say too. The door to chalk. */

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
