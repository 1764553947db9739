import { chmodSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import { argument, type Command } from '../../cli/command.ts';
import type { CommandContext } from '../../cli/context.ts';
import { PlanError } from '../../errors.ts';
import { ExitCode } from '../../exit-codes.ts';
import { requireRepository } from '../../git/messages.ts';
import { addCheck, checkLine, findHook, hasLine, isOwnHook, removeCheck } from '../../git/pre-commit-hook.ts';
import { oneLine } from '../../render/common/escape.ts';
import { makeFolder, readBytes, removeFile, replaceFile, withDiskErrors } from '../../storage/fs.ts';
import { unknownValue } from '../../util/suggest.ts';

/** The hook of the repository, as it is found. */
interface Found {
  path: string;
  /** As the user would type it. */
  shown: string;
  isShared: boolean;
  text: string | null;
  /** The line that checks this plan. */
  line: string;
  isThere: boolean;
  /** The text with the line in it, and without it; null for no file at all. */
  after: { install: string; remove: string | null };
}

export const command: Command = {
  description:
    'Install a pre-commit hook that checks the staged plan and blocks commits with errors, in this clone only. For repositories without CI and without the pre-commit framework. A hook that it did not create is left alone.',
  examples: [
    ['plan hook install', 'install it, once in each clone'],
    ['plan hook status', 'check whether it is installed; exit with 1 if not'],
    ['plan hook remove', 'remove it'],
  ],
  formats: ['text', 'text', 'json'],
  arguments: [argument('<action>', '`install`, `remove` or `status`', ['install', 'remove', 'status'])],

  async run(context, [action = '']) {
    const act = actions[action as keyof typeof actions];
    if (!Object.hasOwn(actions, action))
      throw unknownValue(action, 'something that `plan hook` does', Object.keys(actions));
    return act(context, await look(context));
  },
};

const actions = {
  install(context: CommandContext, found: Found): ExitCode {
    const { path, shown, line, text, isThere, isShared, after } = found;
    if (isThere)
      return tell(context, 'install', found, {
        changed: false,
        said: `\`${shown}\` checks the plan already`,
      });
    if (isShared)
      throw new PlanError(
        'refused',
        `git looks for hooks in \`${dirname(path)}\`, in other repositories too: a hook there would check them all`,
        'let this repository have its own: `git config --local core.hooksPath .git/hooks`',
      );
    if (text !== null && !isOwnHook(text))
      throw new PlanError(
        'refused',
        `there is a hook already, \`${shown}\`, and it stays as it is`,
        `add this line to it: ${line}`,
      );
    withDiskErrors(path, () => {
      makeFolder(dirname(path));
      replaceFile(path, Buffer.from(after.install));
      chmodSync(path, 0o755);
    });
    return tell(context, 'install', found, {
      changed: true,
      said: `\`${shown}\` checks the plan before each commit; undo with \`plan hook remove\``,
    });
  },

  remove(context: CommandContext, found: Found): ExitCode {
    const { path, shown, line, text, isThere, after } = found;
    if (text === null || (!isThere && (!isOwnHook(text) || after.remove === text)))
      return tell(context, 'remove', found, { changed: false, said: 'no hook checks the plan here' });
    if (!isOwnHook(text))
      throw new PlanError('refused', `\`${shown}\` is not ours alone`, `take this line out of it: ${line}`);
    withDiskErrors(path, () => {
      if (after.remove === null) removeFile(path);
      else replaceFile(path, Buffer.from(after.remove));
    });
    return tell(context, 'remove', found, { changed: true, said: `\`${shown}\` checks the plan no more` });
  },

  status(context: CommandContext, found: Found): ExitCode {
    const { shown, text, isThere } = found;
    const why = text === null ? '' : `: \`${shown}\` does other things`;
    tell(context, 'status', found, {
      changed: false,
      said: isThere
        ? `\`${shown}\` checks the plan before each commit`
        : `no hook checks the plan here${why}`,
    });
    return isThere ? ExitCode.done : ExitCode.findings;
  },
} as const;

async function look({ workspace, io }: CommandContext): Promise<Found> {
  const { root } = workspace;
  const repo = requireRepository(workspace, 'there are no commits to check');
  const { path, isShared } = await findHook(repo, io.env);
  const text = readBytes(path)?.toString() ?? null;
  const check = { program: io.program, root };
  const line = checkLine(repo, check);
  return {
    ...{ path, shown: relative(io.cwd, path), isShared, text, line },
    isThere: text !== null && hasLine(text, line),
    after: {
      install: addCheck(text, repo, check),
      remove: text === null ? null : removeCheck(text, repo, check),
    },
  };
}

function tell(
  context: CommandContext,
  action: keyof typeof actions,
  { shown, isThere }: Found,
  { changed, said }: { changed: boolean; said: string },
): ExitCode {
  const installed = changed ? action === 'install' : isThere;
  if (context.format === 'json') context.json('hook', { action, hook: shown, installed, changed });
  else context.io.out(`${oneLine(said)}\n`);
  return ExitCode.done;
}
