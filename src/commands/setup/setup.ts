import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { type Command, option } from '../../cli/command.ts';
import type { CommandContext } from '../../cli/context.ts';
import { type WriteFlags, write, writeOptions } from '../../cli/write.ts';
import { ExitCode } from '../../exit-codes.ts';
import { formatMessage } from '../../git/commit-message.ts';
import { attributesLine, configureDriver, driverState } from '../../git/merge-driver.ts';
import { requireRepository } from '../../git/messages.ts';
import type { PlannedWrite } from '../../render/write-outcome.ts';
import { readText } from '../../storage/fs.ts';

interface Flags extends WriteFlags {
  check?: boolean;
}

export const command: Command<Flags> = {
  description:
    'Let git merge items field by field: add a line to the plan’s `.gitattributes`, which is committed, and configure the merge driver in this clone. `git merge` and `git pull` need it; `plan sync` does not.',
  examples: [
    ['plan setup', 'set it up, once in each clone'],
    ['plan setup --check', 'check whether it is set up; exit with 1 if not'],
    ['plan setup -n', 'show what would change'],
  ],
  formats: ['text', 'text', 'json'],
  options: [option('--check', 'only check whether it is set up'), ...writeOptions],

  async run(context, _, flags) {
    const { io, workspace } = context;
    const { root } = workspace;
    const repo = requireRepository(workspace, 'there is nothing to set up');
    await context.recover();
    const driver = { program: io.program, root };
    const found = await driverState(repo, driver, io.env);
    if (flags.check) return tellState(context, found);
    const config = {
      setting: 'merge.plantrail.driver',
      changed: !found.config,
    };
    const exit = await write(context, { kind: 'setup', ids: [], flags }, async (intend) => {
      const outcome = await attributes(context, found.attribute, intend);
      const line = found.config
        ? 'this clone has the merge driver already'
        : `this clone ${flags.dryRun ? 'would get' : 'gets'} the merge driver: \`${config.setting}\`; undo with \`git config --remove-section merge.plantrail\``;
      return { ...outcome, lines: [...outcome.lines, line], items: [...outcome.items, config] };
    });
    if (!flags.dryRun && !found.config) await configureDriver(repo, driver, io.env);
    return exit;
  },
};

/** The line in the plan's `.gitattributes`; everything else in it stays. */
async function attributes(
  { root, io }: CommandContext,
  isThere: boolean,
  intend: (changed: readonly string[], created?: readonly string[]) => Promise<void>,
): Promise<PlannedWrite> {
  const path = join(root, '.gitattributes');
  const shown = relative(io.cwd, path);
  const items = [{ file: shown, changed: !isThere }];
  if (isThere)
    return {
      lines: [`git gives items to the merge driver already`],
      items,
      files: [],
      subject: '',
      message: '',
    };
  const before = existsSync(path) ? readText(path) : null;
  await intend(before === null ? [] : [path], before === null ? [path] : []);
  const eol = before?.includes('\r\n') ? '\r\n' : '\n';
  const old = before ?? '';
  const after = `${old}${old === '' || old.endsWith('\n') ? '' : eol}${attributesLine}${eol}`;
  const subject = 'plan: let git merge items field by field';
  return {
    lines: [`git gives items to the merge driver: \`${attributesLine}\` in ${shown}`],
    items,
    files: [{ path, before, after }],
    subject,
    message: formatMessage({ subject, trailers: [['Plan-Change', 'setup']] }),
  };
}

function tellState(context: CommandContext, { attribute, config }: { attribute: boolean; config: boolean }) {
  const lacking = [
    ...(attribute ? [] : ['`.gitattributes` does not give items to the merge driver']),
    ...(config ? [] : ['this clone does not have the merge driver']),
  ];
  if (context.format === 'json') context.json('setup-check', { attribute, config });
  else
    context.io.out(
      lacking.length === 0
        ? 'git merges items field by field here\n'
        : `${lacking.join('\n')}\nset it up with \`plan setup\`\n`,
    );
  return lacking.length === 0 ? ExitCode.done : ExitCode.findings;
}
