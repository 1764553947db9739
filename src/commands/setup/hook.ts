/** `plan hook`: installs or removes the pre-commit hook. */
import { chmodSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import { argument, type Command } from '../../cli/command.ts';
import type { CommandContext } from '../../cli/context.ts';
import { PlanError } from '../../errors.ts';
import { ExitCode } from '../../exit-codes.ts';
import { requireRepository } from '../../git/error-messages.ts';
import { addCheck, checkLine, findHook, hasLine, isOwnHook, removeCheck } from '../../git/pre-commit-hook.ts';
import { oneLine } from '../../render/common/escape.ts';
import { makeFolder, readBytes, removeFile, replaceFile, withDiskErrors } from '../../storage/fs.ts';
import { unknownValue } from '../../util/suggest.ts';

/** The pre-commit hook of the repository as it is. */
interface HookState {
  path: string;
  /** Relative to the current folder, for messages. */
  shownPath: string;
  isShared: boolean;
  /** Null if there is no hook. */
  text: string | null;
  /** The line that checks this plan. */
  line: string;
  isInstalled: boolean;
  /** The text with the line. */
  withLine: string;
  /** The text without the line; null if nothing is left. */
  withoutLine: string | null;
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
    if (!isAction(action)) throw unknownValue(action, 'an action of `plan hook`', Object.keys(actions));
    return actions[action](context, await readHook(context));
  },
};

const isAction = (action: string): action is keyof typeof actions => Object.hasOwn(actions, action);

const actions = {
  async install(context: CommandContext, hook: HookState): Promise<ExitCode> {
    const { path, shownPath, line, text, isInstalled, isShared } = hook;
    if (isInstalled)
      return report(context, 'install', hook, false, `\`${shownPath}\` already checks the plan`);
    if (isShared)
      throw new PlanError(
        'refused',
        `the hooks folder \`${dirname(path)}\` is shared with other repositories`,
        'give this repository its own: `git config --local core.hooksPath .git/hooks`',
      );
    if (text !== null && !isOwnHook(text))
      throw new PlanError(
        'refused',
        `\`${shownPath}\` exists and was not created by \`plan\``,
        `add this line to it: ${line}`,
      );
    withDiskErrors(path, () => {
      makeFolder(dirname(path));
      replaceFile(path, Buffer.from(hook.withLine));
      chmodSync(path, 0o755);
    });
    const message = `\`${shownPath}\` checks the plan before each commit; undo with \`plan hook remove\``;
    return report(context, 'install', hook, true, message);
  },

  async remove(context: CommandContext, hook: HookState): Promise<ExitCode> {
    const { path, shownPath, line, text, isInstalled, withoutLine } = hook;
    if (text === null || (!isInstalled && (!isOwnHook(text) || withoutLine === text)))
      return report(context, 'remove', hook, false, 'no hook checks the plan');
    if (!isOwnHook(text))
      throw new PlanError(
        'refused',
        `\`${shownPath}\` was not created by \`plan\``,
        `remove this line from it: ${line}`,
      );
    withDiskErrors(path, () => {
      if (withoutLine === null) removeFile(path);
      else replaceFile(path, Buffer.from(withoutLine));
    });
    return report(context, 'remove', hook, true, `\`${shownPath}\` no longer checks the plan`);
  },

  async status(context: CommandContext, hook: HookState): Promise<ExitCode> {
    const { shownPath, text, isInstalled } = hook;
    const message = isInstalled
      ? `\`${shownPath}\` checks the plan before each commit`
      : `no hook checks the plan${text === null ? '' : `: \`${shownPath}\` does not`}`;
    await report(context, 'status', hook, false, message);
    return isInstalled ? ExitCode.done : ExitCode.findings;
  },
} as const;

async function readHook({ workspace, io }: CommandContext): Promise<HookState> {
  const { root } = workspace;
  const repo = requireRepository(workspace, 'there are no commits to check');
  const { path, isShared } = await findHook(repo, io.env);
  const text = readBytes(path)?.toString() ?? null;
  const check = { program: io.program, root };
  const line = checkLine(repo, check);
  return {
    ...{ path, shownPath: relative(io.cwd, path), isShared, text, line },
    isInstalled: text !== null && hasLine(text, line),
    withLine: addCheck(text, repo, check),
    withoutLine: text === null ? null : removeCheck(text, repo, check),
  };
}

async function report(
  context: CommandContext,
  action: keyof typeof actions,
  { shownPath, isInstalled }: HookState,
  changed: boolean,
  message: string,
): Promise<ExitCode> {
  const installed = changed ? action === 'install' : isInstalled;
  await context.printOutcome(changed, () => {
    if (context.format === 'json') context.json('hook', { action, hook: shownPath, installed, changed });
    else context.io.out(`${oneLine(message)}\n`);
  });
  return ExitCode.done;
}
