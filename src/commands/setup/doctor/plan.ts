/** How the plan is: what an interrupted run left, what is remembered of its past, and what is wrong with it. */
import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import type { Session } from '../../../cli/context.ts';
import { type Check, failed } from '../../../render/doctor.ts';
import { countText } from '../../../render/findings/messages.ts';
import { namesIn } from '../../../storage/fs.ts';
import { read } from '../../../storage/plan-files/read-plan.ts';
import { interrupted } from '../../../storage/transaction/journal.ts';
import { lockedBy } from '../../../storage/transaction/lock.ts';
import { mergingOf } from '../../../storage/transaction/merge-journal.ts';
import { settled } from '../../../storage/validate/effective-findings.ts';
import { judge } from '../../../storage/validate/validate.ts';
import { counted } from '../../../util/pluralize.ts';
import type { Place } from '../../../workspace.ts';

/** @param place null where nobody can tell in which repository the plan is */
export async function planChecks(session: Session, place: Place | null): Promise<Check[]> {
  const own = place ? [changeCheck(place), ...memoryCheck(place)] : [];
  return [...own, await findingsCheck(session)];
}

function changeCheck({ stateDir }: Place): Check {
  const check = 'change';
  try {
    const holder = lockedBy(stateDir);
    const unfinished = interrupted(stateDir) ?? mergingOf(stateDir);
    if (holder && !holder.isDead)
      return {
        check,
        state: 'ok',
        message: `\`${holder.command}\` is at work, since ${holder.since}`,
        mend: null,
      };
    if (!unfinished) return { check, state: 'ok', message: 'none is unfinished', mend: null };
    return {
      ...{
        check,
        state: 'problem',
        message: `\`${unfinished.command}\` of ${unfinished.since} was interrupted`,
      },
      mend: '`plan` puts it right, as any other command does',
    };
  } catch (error) {
    return failed(check, error);
  }
}

/** What is remembered of the past only spares work, so there is nothing wrong with it that would matter. */
function memoryCheck({ repo }: Place): Check[] {
  if (!repo) return [];
  const folder = join(repo.commonDir, 'plantrail/history');
  const sizes = namesIn(folder).map(
    (name) => lstatSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0,
  );
  const kilobytes = Math.ceil(sizes.reduce((sum, size) => sum + size, 0) / 1000);
  const message = sizes.length === 0 ? 'nothing is remembered yet' : `${kilobytes} kB in \`${folder}\``;
  return [{ check: 'history', state: 'ok', message, mend: null }];
}

async function findingsCheck(session: Session): Promise<Check> {
  const check = 'plan';
  try {
    await session.look();
    const reading = await read(session.where);
    const { today } = session.clock(reading.about ?? { 'time-zone': 'UTC' });
    const { findings } = await settled(await judge(reading, today), reading);
    const message = `${countText(findings)} in ${counted(reading.files.length, 'file')}`;
    if (findings.length === 0) return { check, state: 'ok', message, mend: null };
    const isBad = findings.some(({ severity }) => severity === 'error');
    return { check, state: isBad ? 'problem' : 'warning', message, mend: '`plan validate`' };
  } catch (error) {
    return failed(check, error);
  }
}
