/** The completion scripts of the shells. */
import bash from './plan.bash?raw';
import fish from './plan.fish?raw';
import zsh from './plan.zsh?raw';

export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

const scripts: Record<Shell, string> = { bash, zsh, fish };

/** Identifies a script that `plan completion` created. */
const header =
  '# Created by `plan completion`. Update it with `plan completion install`, remove it with `plan completion uninstall`.';

/** The whole script. Zsh needs `#compdef` in the first line. */
export const scriptFor = (shell: Shell): string =>
  `${shell === 'zsh' ? '#compdef plan plantrail\n' : ''}${header}
${scripts[shell]}`;

/** Whether a file is such a script, of this version or an earlier one. */
export const isOwnScript = (text: string): boolean =>
  text.split('\n', 2).some((line) => /^# (Created|Made) by `plan completion`/.test(line));
