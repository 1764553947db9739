/** The scripts that shells read to complete `plan`. */
import bash from './plan.bash?raw';
import fish from './plan.fish?raw';
import zsh from './plan.zsh?raw';

export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

const scripts: Record<Shell, string> = { bash, zsh, fish };

/** By this line a file is known to be ours. */
const mark =
  '# Made by `plan completion`: made anew by `plan completion install`, taken away by `plan completion uninstall`.';

/** The script, whole. Zsh wants its `#compdef` in the first line. */
export const scriptFor = (shell: Shell): string =>
  `${shell === 'zsh' ? '#compdef plan plantrail\n' : ''}${mark}
${scripts[shell]}`;

export const isOurScript = (text: string): boolean => text.split('\n', 2).includes(mark);
