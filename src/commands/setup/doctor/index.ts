/** `plan doctor`: finds problems with git, the repository and the plan. */
import { versions } from 'node:process';
import type { Command } from '../../../cli/command.ts';
import type { CommandContext } from '../../../cli/context.ts';
import { ExitCode } from '../../../exit-codes.ts';
import { checkCounts, type DoctorCheck, doctorText, failedCheck } from '../../../render/doctor.ts';
import { openWorkspace } from '../../../workspace.ts';
import { gitChecks, gitVersion } from './git.ts';
import { planChecks } from './plan.ts';

export const command: Command = {
  description:
    'Check whether `plan` can work here: required programs, repository, identity, hooks, unfinished changes and the plan itself. Print the command that fixes each problem. Nothing is changed.',
  examples: [
    ['plan doctor', 'check everything; exit with 1 if there is a problem'],
    ['plan doctor --json', 'write JSON'],
  ],
  formats: ['text', 'text', 'json'],
  hasOutput: true,

  async run(context) {
    const version = await gitVersion(context);
    const checks = [nodeCheck(), version, ...(await workspaceChecks(context, version.state !== 'problem'))];
    const count = (state: DoctorCheck['state']) => checks.filter((each) => each.state === state).length;
    const problems = count('problem');
    if (context.format === 'json')
      context.json('doctor', { checks, summary: { problems, warnings: count('warning') } });
    else {
      context.io.out(doctorText(checks, await context.stdoutTheme()));
      context.io.err(`${checkCounts(checks)}\n`);
    }
    return problems > 0 ? ExitCode.findings : ExitCode.done;
  },
};

const nodeCheck = (): DoctorCheck => {
  const isNew = Number.parseInt(versions.node, 10) >= 20;
  return {
    check: 'node',
    state: isNew ? 'ok' : 'problem',
    message: `Node ${versions.node}`,
    fix: isNew ? null : 'install Node 20 or newer',
  };
};

/** The checks of the repository and of the plan. Each is made even if the other is missing. */
async function workspaceChecks(context: CommandContext, hasGit: boolean): Promise<DoctorCheck[]> {
  const root = attempt('plan', () => context.root);
  const workspace = attempt('repository', () =>
    openWorkspace('found' in root ? root.found : context.io.cwd, context.io),
  );
  const git =
    'found' in workspace
      ? hasGit
        ? await gitChecks(context, workspace.found, 'found' in root)
        : []
      : [workspace];
  const plan =
    'found' in root ? await planChecks(context, 'found' in workspace ? workspace.found : null) : [root];
  return [...git, ...plan];
}

/** The result, or the error as a failed check. */
function attempt<Found>(check: string, find: () => Found): { found: Found } | DoctorCheck {
  try {
    return { found: find() };
  } catch (error) {
    return failedCheck(check, error);
  }
}
