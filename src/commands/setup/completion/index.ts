import { basename, dirname, join } from 'node:path';
import { argument, type Command, option } from '../../../cli/command.ts';
import type { CommandContext } from '../../../cli/context.ts';
import { PlanError } from '../../../errors.ts';
import { ExitCode } from '../../../exit-codes.ts';
import type { System } from '../../../io.ts';
import { oneLine } from '../../../render/common/escape.ts';
import { isOurScript, type Shell, scriptFor, shells } from '../../../render/completion/scripts.ts';
import { makeFolder, readBytes, removeFile, replaceFile, withDiskErrors } from '../../../storage/fs.ts';
import { parseEnum, unknownValue } from '../../../util/suggest.ts';

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
    if (what === 'install' || what === 'uninstall') return actions[what](context, shellOf(context.io, shell));
    if (!(shells as readonly string[]).includes(what))
      throw unknownValue(what, 'something that `plan completion` does', [...shells, 'install', 'uninstall']);
    const script = scriptFor(what as Shell);
    if (context.format === 'json') context.json('completion', { shell: what, script });
    else context.io.out(script);
    return ExitCode.done;
  },
};

function shellOf({ env }: System, named: string | undefined): Shell {
  if (named !== undefined) return parseEnum(named, 'a shell', shells);
  const name = basename(env.SHELL ?? '').replace(/\.exe$/, '');
  const shell = shells.find((each) => each === name);
  if (shell) return shell;
  const found = name === '' ? '`SHELL` names none' : `\`${name}\` has none of ours`;
  throw new PlanError(
    'usage',
    `for which shell? ${found}`,
    'name it with `--shell`: `bash`, `zsh` or `fish`',
  );
}

/** Where each looks without being told, but for zsh, which looks nowhere of the user's own; and what then remains to do. */
const places: Record<Shell, (env: System['env'], home: string) => { path: string; next: string }> = {
  bash: (env, home) => ({
    path: join(
      env.BASH_COMPLETION_USER_DIR ||
        join(env.XDG_DATA_HOME || join(home, '.local/share'), 'bash-completion'),
      'completions/plan',
    ),
    next: 'new shells read it where the package bash-completion is installed',
  }),
  fish: (env, home) => ({
    path: join(env.XDG_CONFIG_HOME || join(home, '.config'), 'fish/completions/plan.fish'),
    next: 'new shells read it by themselves',
  }),
  zsh(env, home) {
    const path = join(env.XDG_DATA_HOME || join(home, '.local/share'), 'zsh/site-functions/_plan');
    return {
      path,
      next: `new shells read it once this line stands in .zshrc, before \`compinit\` runs: fpath=(${quoted(dirname(path))} $fpath)`,
    };
  },
};

const quoted = (path: string) => (/^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`);

interface Place {
  shell: Shell;
  path: string;
  next: string;
  text: string | null;
}

const actions = {
  install(context: CommandContext, shell: Shell): ExitCode {
    const target = look(context.io, shell);
    const { path, next, text } = target;
    if (text !== null && !isOurScript(text))
      throw new PlanError(
        'refused',
        `\`${path}\` is not ours, and stays as it is`,
        `move it away, or put the script elsewhere: \`plan completion ${shell}\` prints it`,
      );
    const script = scriptFor(shell);
    if (text === script)
      return tell(context, 'install', target, false, [`\`${path}\` is there already`, next]);
    withDiskErrors(path, () => {
      makeFolder(dirname(path));
      replaceFile(path, Buffer.from(script));
    });
    const undo = `plan completion uninstall --shell ${shell}`;
    return tell(context, 'install', target, true, [`wrote \`${path}\``, next, `undo with \`${undo}\``]);
  },

  uninstall(context: CommandContext, shell: Shell): ExitCode {
    const target = look(context.io, shell);
    const { path, text } = target;
    if (text === null)
      return tell(context, 'uninstall', target, false, [
        `there is none for ${shell}: \`${path}\` is not there`,
      ]);
    if (!isOurScript(text)) throw new PlanError('refused', `\`${path}\` is not ours, and stays as it is`);
    withDiskErrors(path, () => removeFile(path));
    return tell(context, 'uninstall', target, true, [`removed \`${path}\``]);
  },
} as const;

function look({ env }: System, shell: Shell): Place {
  const home = env.HOME;
  if (!home)
    throw new PlanError(
      'refused',
      '`HOME` is not set, so there is no place of yours',
      'set it to your folder',
    );
  const target = places[shell](env, home);
  return { shell, ...target, text: readBytes(target.path)?.toString() ?? null };
}

function tell(
  context: CommandContext,
  action: keyof typeof actions,
  { shell, path, text }: Place,
  changed: boolean,
  said: readonly string[],
): ExitCode {
  const installed = changed ? action === 'install' : text !== null;
  if (context.format === 'json')
    context.json('completion', { action, shell, file: path, installed, changed });
  else context.io.out(`${said.map(oneLine).join('\n')}\n`);
  return ExitCode.done;
}
