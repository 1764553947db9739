/** Checks of the plan: unfinished changes, the history cache and findings. */
import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import type { CommandContext } from '../../../cli/context.ts';
import { type DoctorCheck, failedCheck } from '../../../render/doctor.ts';
import { countText } from '../../../render/findings/messages.ts';
import { listFolder } from '../../../storage/fs.ts';
import { readPlan } from '../../../storage/plan-files/read-plan.ts';
import { readJournal } from '../../../storage/transaction/journal.ts';
import { lockHolder } from '../../../storage/transaction/lock.ts';
import { readMergeJournal } from '../../../storage/transaction/merge-journal.ts';
import { effectiveFindings } from '../../../storage/validate/effective-findings.ts';
import { validatePlan } from '../../../storage/validate/validate.ts';
import { pluralize } from '../../../util/pluralize.ts';
import type { Workspace } from '../../../workspace.ts';

/** @param workspace null if its repository cannot be determined */
export async function planChecks(
  context: CommandContext,
  workspace: Workspace | null,
): Promise<DoctorCheck[]> {
  const ofWorkspace = workspace ? [changeCheck(workspace), ...cacheCheck(workspace)] : [];
  return [...ofWorkspace, await findingsCheck(context)];
}

function changeCheck({ stateDir }: Workspace): DoctorCheck {
  const check = 'change';
  try {
    const holder = lockHolder(stateDir);
    const unfinished = readJournal(stateDir) ?? readMergeJournal(stateDir);
    if (holder && !holder.isDead)
      return {
        check,
        state: 'ok',
        message: `\`${holder.command}\` is running since ${holder.since}`,
        fix: null,
      };
    if (!unfinished) return { check, state: 'ok', message: 'no unfinished change', fix: null };
    return {
      ...{
        check,
        state: 'problem',
        message: `\`${unfinished.command}\` of ${unfinished.since} was interrupted`,
      },
      fix: 'run `plan`: the next command recovers',
    };
  } catch (error) {
    return failedCheck(check, error);
  }
}

/** The size of the history cache. It is never a problem, because it can be rebuilt. */
function cacheCheck({ repo }: Workspace): DoctorCheck[] {
  if (!repo) return [];
  const folder = join(repo.commonDir, 'plantrail/history');
  const sizes = listFolder(folder).map(
    (name) => lstatSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0,
  );
  const kilobytes = Math.ceil(sizes.reduce((sum, size) => sum + size, 0) / 1000);
  const message = sizes.length === 0 ? 'no cache yet' : `${kilobytes} kB in \`${folder}\``;
  return [{ check: 'history', state: 'ok', message, fix: null }];
}

async function findingsCheck(context: CommandContext): Promise<DoctorCheck> {
  const check = 'plan';
  try {
    await context.loadSparseInfo();
    const reading = await readPlan(context.source);
    const { today } = context.clock(reading.settings ?? { 'time-zone': 'UTC' });
    const { findings } = await effectiveFindings(await validatePlan(reading, today), reading);
    const message = `${countText(findings)} in ${pluralize(reading.files.length, 'file')}`;
    if (findings.length === 0) return { check, state: 'ok', message, fix: null };
    const hasErrors = findings.some(({ severity }) => severity === 'error');
    return { check, state: hasErrors ? 'problem' : 'warning', message, fix: '`plan validate`' };
  } catch (error) {
    return failedCheck(check, error);
  }
}
