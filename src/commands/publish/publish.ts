/** `plan publish`: writes the public plan to a folder for a public repository. */
import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { argument, type Command } from '../../cli/command.ts';
import type { CommandContext } from '../../cli/context.ts';
import { execute, isMade, type WriteFlags, writeOptions } from '../../cli/write.ts';
import { PlanError } from '../../errors.ts';
import { ExitCode } from '../../exit-codes.ts';
import { formatMessage } from '../../git/commit-message.ts';
import { uncommittedEdits } from '../../git/error-messages.ts';
import { workTreeStatus } from '../../git/status.ts';
import { countRedacted, redactPlan } from '../../plan/model/redact.ts';
import { omittedText } from '../../render/common/count-notes.ts';
import { oneLine } from '../../render/common/escape.ts';
import { outcomeJson, type PlannedWrite } from '../../render/write-outcome.ts';
import { readBytes } from '../../storage/fs.ts';
import { publishedFiles, publishedMark, staleFiles } from '../../storage/plan-files/published-files.ts';
import { pluralize } from '../../util/pluralize.ts';
import { openWorkspace, type Workspace } from '../../workspace.ts';

export const command: Command<WriteFlags> = {
  description:
    'Write the public plan to a folder of another repository, and commit it there: without internal updates, names and addresses of people, saved queries, custom rules and `x-` fields, and with the evidence files of public updates only. Commit messages contain notes, so a repository with internal updates must not be published itself. Run it again to update the folder.',
  examples: [
    ['plan publish ../public/plan', 'write or update the plan in a clone of the public repository'],
    ['plan publish ../public/plan -n', 'list the files that would change'],
  ],
  formats: ['text', 'text', 'json'],
  arguments: [argument('<folder>', 'the folder to write to; it is made if it does not exist', 'folder')],
  options: writeOptions,

  async run(context, [folder = ''], given) {
    const { io } = context;
    const target = openTarget(context, resolve(io.cwd, folder));
    const flags = { ...given, commit: given.commit && target.repo !== null };
    const result = await execute(context, { kind: 'publish', ids: [folder], flags, workspace: target }, () =>
      planFiles(context, target, folder, flags),
    );
    await context.printOutcome(isMade(result), () => {
      const { lines, commit, dryRun, message, subject } = result;
      const end = commit
        ? [
            `committed ${commit.hash.slice(0, 7)} ${commit.branch ? `on ${commit.branch}` : 'on a detached HEAD'}: ${oneLine(subject)}`,
          ]
        : message === '' || dryRun
          ? []
          : [`not committed${target.repo ? '' : `: \`${folder}\` is not in a git repository`}`];
      if (context.format === 'json') context.json('publish', outcomeJson(result));
      else context.io.out(`${[...lines, ...end].join('\n')}\n`);
    });
    if (result.warning) context.warn(result.warning);
    context.flushNotes();
    return ExitCode.done;
  },
};

/** The folder to publish to, with its repository. @throws PlanError `refused` where it is in the repository of the plan */
function openTarget({ io, workspace }: CommandContext, root: string): Workspace {
  let existing = root;
  while (!existsSync(existing)) existing = dirname(existing);
  const { repo, stateDir } = openWorkspace(existing, io);
  if (root === workspace.root || (repo && repo.commonDir === workspace.repo?.commonDir))
    throw new PlanError(
      'refused',
      `\`${relative(io.cwd, root) || '.'}\` is in the repository of the plan, which has its internal history`,
      'give a folder of another repository',
    );
  return { root, repo, stateDir: repo ? stateDir : join(root, '.plantrail') };
}

/** The files to write, and the commit message. @throws PlanError `broken-plan`, `refused`, `not-found` */
async function planFiles(
  context: CommandContext,
  { root, repo }: Workspace,
  folder: string,
  { commit, dryRun }: WriteFlags,
): Promise<PlannedWrite> {
  const loaded = await context.load();
  if (loaded.findings.length > 0)
    throw new PlanError(
      'broken-plan',
      'the plan is incomplete, because some files cannot be read',
      'fix the errors above',
      loaded.findings,
    );
  const plan = redactPlan(loaded.plan, 'public');
  const files = publishedFiles(plan, loaded.plan.settings, context.root);
  context.queueNote(`public: omitted ${omittedText(countRedacted(loaded.plan, 'public')!)}`);
  checkTarget(root, folder, files);
  if (repo && commit && existsSync(root)) {
    const status = await workTreeStatus(repo, [root], context.io.env);
    const edits = status.files.filter(({ what }) => what !== 'ignored by git');
    if (edits.length > 0)
      throw new PlanError('refused', uncommittedEdits(edits), 'commit or remove them first');
  }
  const changes = [...files].flatMap(([name, after]) => {
    const path = join(root, name);
    const before = readBytes(path);
    return before?.equals(Buffer.from(after))
      ? []
      : [{ name, path, before: before?.toString() ?? null, after }];
  });
  const { today } = context.clock(plan.settings);
  const count = pluralize(plan.items.length, 'item');
  const updates = pluralize(plan.items.flatMap(({ updates = [] }) => updates).length, 'public update');
  const isNew = changes.filter(({ before }) => before === null).length;
  const summary = `${count} with ${updates} in \`${folder}\``;
  if (changes.length === 0)
    return { lines: [`${summary}: no change`], items: [], files: [], subject: '', message: '' };
  const subject = `plan: published as of ${today}`;
  return {
    lines: [
      `${summary}: ${pluralize(isNew, 'file')} added, ${changes.length - isNew} changed`,
      ...(dryRun ? changes.map(({ name, before }) => `${before === null ? 'add' : 'change'} ${name}`) : []),
    ],
    items: changes.map(({ name, before }) => ({ file: name, added: before === null })),
    files: changes,
    subject,
    message: formatMessage({ subject, trailers: [['Plan-Change', 'publish']] }),
  };
}

/** @throws PlanError `refused` where the folder has files that `plan publish` did not write, or would not write now */
function checkTarget(root: string, folder: string, files: ReadonlyMap<string, unknown>): void {
  const old = readBytes(join(root, 'plan.yaml'))?.toString();
  const others = [...files.keys()].filter((name) => old === undefined && existsSync(join(root, name)));
  if ((old !== undefined && !old.startsWith(publishedMark)) || others.length > 0)
    throw new PlanError(
      'refused',
      `\`${folder}\` has files of a plan that \`plan publish\` did not write`,
      'give another folder',
    );
  const stale = staleFiles(root, files);
  if (stale.length > 0)
    throw new PlanError(
      'refused',
      `\`${folder}\` has files that are not in the public plan: ${stale.join(', ')}`,
      'remove them with `git rm` and commit that first',
    );
}
