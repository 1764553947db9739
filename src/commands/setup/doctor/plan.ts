/** How the plan is: what an interrupted run left, what is remembered of its past, and what is wrong with it. */
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

/** @param workspace null where nobody can tell in which repository the plan is */
export async function planChecks(
  context: CommandContext,
  workspace: Workspace | null,
): Promise<DoctorCheck[]> {
  const own = workspace ? [changeCheck(workspace), ...cacheCheck(workspace)] : [];
  return [...own, await findingsCheck(context)];
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
        message: `\`${holder.command}\` is at work, since ${holder.since}`,
        fix: null,
      };
    if (!unfinished) return { check, state: 'ok', message: 'none is unfinished', fix: null };
    return {
      ...{
        check,
        state: 'problem',
        message: `\`${unfinished.command}\` of ${unfinished.since} was interrupted`,
      },
      fix: '`plan` puts it right, as any other command does',
    };
  } catch (error) {
    return failedCheck(check, error);
  }
}

/** What is remembered of the past only spares work, so there is nothing wrong with it that would matter. */
function cacheCheck({ repo }: Workspace): DoctorCheck[] {
  if (!repo) return [];
  const folder = join(repo.commonDir, 'plantrail/history');
  const sizes = listFolder(folder).map(
    (name) => lstatSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0,
  );
  const kilobytes = Math.ceil(sizes.reduce((sum, size) => sum + size, 0) / 1000);
  const message = sizes.length === 0 ? 'nothing is remembered yet' : `${kilobytes} kB in \`${folder}\``;
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
    const isBad = findings.some(({ severity }) => severity === 'error');
    return { check, state: isBad ? 'problem' : 'warning', message, fix: '`plan validate`' };
  } catch (error) {
    return failedCheck(check, error);
  }
}
