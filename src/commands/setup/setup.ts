/** `plan setup`: lets git merge items field by field. */
import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { type Command, option } from '../../cli/command.ts';
import type { CommandContext } from '../../cli/context.ts';
import { type WriteFlags, write, writeOptions } from '../../cli/write.ts';
import type { AnnounceFiles } from '../../commit-changes.ts';
import { PlanError } from '../../errors.ts';
import { ExitCode } from '../../exit-codes.ts';
import { formatMessage } from '../../git/commit-message.ts';
import { requireRepository } from '../../git/error-messages.ts';
import { attributesLine, configureDriver, driverState } from '../../git/merge-driver.ts';
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
    const state = await driverState(repo, driver, io.env);
    if (flags.check) return reportState(context, state);
    const config = { setting: 'merge.plantrail.driver', changed: !state.config };
    const configLine = state.config
      ? 'this clone already has the merge driver'
      : `merge driver ${flags.dryRun ? 'to be configured' : 'configured'} in this clone: \`${config.setting}\`; undo with \`git config --remove-section merge.plantrail\``;
    const exit = await write(context, { kind: 'setup', ids: [], flags }, async (announce) => {
      const planned = await planAttributes(context, state.attribute, announce);
      return {
        ...planned,
        lines: [...planned.lines, configLine, internalNote],
        items: [...planned.items, config],
      };
    });
    if (flags.dryRun || state.config) return exit;
    try {
      await configureDriver(repo, driver, io.env);
    } catch (error) {
      if (state.attribute || !(error instanceof PlanError)) throw error;
      throw new PlanError(
        'incomplete',
        `the merge attribute was added, but the merge driver was not configured: ${error.message}`,
        'fix that, and run `plan setup` again',
      );
    }
    return exit;
  },
};

const internalNote =
  'commit messages contain the notes of internal updates: keep this repository internal, and publish with `plan publish`';

/** Adds the line to the plan’s `.gitattributes`, if it is missing. */
async function planAttributes(
  { root, io }: CommandContext,
  isPresent: boolean,
  announce: AnnounceFiles,
): Promise<PlannedWrite> {
  const path = join(root, '.gitattributes');
  const file = relative(io.cwd, path);
  const items = [{ file, changed: !isPresent }];
  if (isPresent)
    return {
      lines: [`${file} already has the merge attribute`],
      items,
      files: [],
      subject: '',
      message: '',
    };
  const before = existsSync(path) ? readText(path) : null;
  await announce(before === null ? [] : [path], before === null ? [path] : []);
  const old = before ?? '';
  const eol = old.includes('\r\n') ? '\r\n' : '\n';
  const after = `${old}${old === '' || old.endsWith('\n') ? '' : eol}${attributesLine}${eol}`;
  const subject = 'plan: let git merge items field by field';
  return {
    lines: [`merge attribute for items in ${file}: \`${attributesLine}\``],
    items,
    files: [{ path, before, after }],
    subject,
    message: formatMessage({ subject, trailers: [['Plan-Change', 'setup']] }),
  };
}

function reportState(
  context: CommandContext,
  { attribute, config }: { attribute: boolean; config: boolean },
) {
  const missing = [
    ...(attribute ? [] : ['`.gitattributes` lacks the merge attribute']),
    ...(config ? [] : ['this clone lacks the merge driver']),
  ];
  if (context.format === 'json') context.json('setup-check', { attribute, config });
  else
    context.io.out(
      missing.length === 0
        ? 'git merges items field by field\n'
        : `${missing.join('\n')}\nset it up with \`plan setup\`\n`,
    );
  return missing.length === 0 ? ExitCode.done : ExitCode.findings;
}
