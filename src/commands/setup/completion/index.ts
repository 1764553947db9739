/** `plan completion`: prints, installs or uninstalls the completion script of a shell. */
import { basename, dirname, join } from 'node:path';
import { argument, type Command, option } from '../../../cli/command.ts';
import type { CommandContext } from '../../../cli/context.ts';
import { PlanError } from '../../../errors.ts';
import { ExitCode } from '../../../exit-codes.ts';
import type { System } from '../../../io.ts';
import { oneLine } from '../../../render/common/escape.ts';
import { isOwnScript, type Shell, scriptFor, shells } from '../../../render/completion/scripts.ts';
import { makeFolder, readBytes, removeFile, replaceFile, withDiskErrors } from '../../../storage/fs.ts';
import { shellQuote } from '../../../util/shell-quote.ts';
import { unknownValue } from '../../../util/suggest.ts';

interface Flags {
  shell?: string;
}

export const command: Command<Flags> = {
  description:
    'Print or install the script that lets a shell complete commands, options, and values of the plan such as ids and agencies. Files that it did not create are left alone.',
  examples: [
    ['plan completion install', 'install it for your shell'],
    ['plan completion install --shell zsh', 'install it for another shell'],
    ['plan completion uninstall', 'remove it'],
    ['source <(plan completion bash)', 'use it in this shell only'],
  ],
  formats: ['text', 'text', 'json'],
  arguments: [
    argument('<what>', '`bash`, `zsh` or `fish` to print the script, or `install` or `uninstall`', [
      ...shells,
      'install',
      'uninstall',
    ]),
  ],
  options: [option('--shell <shell>', 'the shell; by default the one named by SHELL').choices(shells)],

  async run(context, [what = ''], { shell }) {
    if (what === 'install' || what === 'uninstall') {
      const target = findTarget(
        context.io,
        shell === undefined ? currentShell(context.io) : (shell as Shell),
      );
      return actions[what](context, target);
    }
    const wanted = shells.find((each) => each === what);
    if (!wanted)
      throw unknownValue(what, 'an argument of `plan completion`', [...shells, 'install', 'uninstall']);
    const script = scriptFor(wanted);
    if (context.format === 'json') context.json('completion', { shell: wanted, script });
    else context.io.out(script);
    return ExitCode.done;
  },
};

/** The shell that SHELL names. @throws PlanError `usage` */
function currentShell({ env }: System): Shell {
  const name = basename(env.SHELL ?? '').replace(/\.exe$/, '');
  const shell = shells.find((each) => each === name);
  if (shell) return shell;
  throw new PlanError(
    'usage',
    name === '' ? 'no shell given, and `SHELL` is not set' : `there is no completion script for \`${name}\``,
    'choose one with `--shell`: `bash`, `zsh` or `fish`',
  );
}

/** Where each shell looks for scripts, and what the user has to know. Zsh has no such folder of the user’s own. */
const locations: Record<Shell, (env: System['env'], home: string) => { path: string; note: string }> = {
  bash: (env, home) => ({
    path: join(
      env.BASH_COMPLETION_USER_DIR ||
        join(env.XDG_DATA_HOME || join(home, '.local/share'), 'bash-completion'),
      'completions/plan',
    ),
    note: 'new shells use it if the package bash-completion is installed',
  }),
  fish: (env, home) => ({
    path: join(env.XDG_CONFIG_HOME || join(home, '.config'), 'fish/completions/plan.fish'),
    note: 'new shells use it',
  }),
  zsh(env, home) {
    const path = join(env.XDG_DATA_HOME || join(home, '.local/share'), 'zsh/site-functions/_plan');
    return {
      path,
      note: `new shells use it if .zshrc has this line before \`compinit\`: fpath=(${shellQuote(dirname(path))} $fpath)`,
    };
  },
};

/** The file of a shell’s script. */
interface Target {
  shell: Shell;
  path: string;
  note: string;
  /** Null if there is none. */
  text: string | null;
}

const actions = {
  install(context: CommandContext, target: Target): ExitCode {
    const { shell, path, note, text } = target;
    if (text !== null && !isOwnScript(text))
      throw new PlanError(
        'refused',
        notOwn(path),
        `move it away, or print the script with \`plan completion ${shell}\``,
      );
    const script = scriptFor(shell);
    if (text === script)
      return report(context, 'install', target, false, [`\`${path}\` is up to date`, note]);
    withDiskErrors(path, () => {
      makeFolder(dirname(path));
      replaceFile(path, Buffer.from(script));
    });
    const undo = `undo with \`plan completion uninstall --shell ${shell}\``;
    return report(context, 'install', target, true, [`wrote \`${path}\``, note, undo]);
  },

  uninstall(context: CommandContext, target: Target): ExitCode {
    const { shell, path, text } = target;
    if (text === null)
      return report(context, 'uninstall', target, false, [
        `nothing installed for ${shell}: there is no \`${path}\``,
      ]);
    if (!isOwnScript(text)) throw new PlanError('refused', notOwn(path));
    withDiskErrors(path, () => removeFile(path));
    return report(context, 'uninstall', target, true, [`removed \`${path}\``]);
  },
} as const;

const notOwn = (path: string) => `\`${path}\` was not created by \`plan completion\``;

/** @throws PlanError `refused` without a home folder */
function findTarget({ env }: System, shell: Shell): Target {
  if (!env.HOME) throw new PlanError('refused', '`HOME` is not set', 'set it to your home folder');
  const { path, note } = locations[shell](env, env.HOME);
  return { shell, path, note, text: readBytes(path)?.toString() ?? null };
}

function report(
  context: CommandContext,
  action: keyof typeof actions,
  { shell, path, text }: Target,
  changed: boolean,
  lines: readonly string[],
): ExitCode {
  const installed = changed ? action === 'install' : text !== null;
  if (context.format === 'json')
    context.json('completion', { action, shell, file: path, installed, changed });
  else context.io.out(`${lines.map(oneLine).join('\n')}\n`);
  return ExitCode.done;
}
