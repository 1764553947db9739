import { type Command, failOnOption, option } from '../../cli/command.ts';
import { findingFormats, writeFindings } from '../../cli/findings-output.ts';
import { toFindings } from '../../cli/locate-findings.ts';
import type { Severity } from '../../errors.ts';
import { partialClone, shallowClone } from '../../git/messages.ts';
import { runAudit } from '../../history/audit.ts';
import { parsePeriod } from '../../plan/model/date-expressions.ts';
import { describeCommit } from '../../plan/rules/history/rule.ts';
import { oneLine } from '../../render/common/escape.ts';
import { unacknowledged } from '../../render/findings/messages.ts';
import { readPlan } from '../../storage/plan-files/read-plan.ts';
import { pluralize } from '../../util/pluralize.ts';

interface Flags {
  since?: string;
  requireSignatures?: boolean;
  failOn: Severity;
}

export const command: Command<Flags> = {
  summary:
    'Whether anyone has touched the plan but by `plan`: holds every commit against what it says it did, oldest first. A hand edit that is right is not a crime: `plan acknowledge` says so, and then it does not count. Signatures are looked at only where they are required, for git starts a program for each.',
  examples: [
    ['plan audit', 'the whole trail'],
    ['plan audit --since 2026-07-01', 'only what was committed since'],
    ['plan audit --require-signatures', 'and each commit must be signed by a key that is known and trusted'],
    ['plan audit --fail-on warning --json', 'for a program that wants no open question'],
  ],
  formats: findingFormats,
  hasOutput: true,
  options: [
    option('--since <moment>', 'judge only commits from this day on, or that this commit does not build on'),
    option('--require-signatures', 'a commit without a good signature is an error'),
    failOnOption,
  ],

  async run(context, _words, { since: from, requireSignatures = false, failOn }) {
    await context.recover();
    const reading = await readPlan(context.source);
    const { workspace, io } = context;
    const timeZone = reading.settings?.['time-zone'] ?? 'UTC';
    const agencies = reading.agencies ?? [];
    const clock = context.clock(reading.settings ?? { 'time-zone': timeZone });
    const since = from && (parsePeriod(from, clock)?.from ?? from);
    const audited = await runAudit(workspace, io, { since, requireSignatures, timeZone, agencies });
    const findings = toFindings(audited.verdicts, reading, { cwd: io.cwd, top: workspace.repo!.top });
    const open = unacknowledged(findings);
    const errors = open.filter(({ severity }) => severity === 'error').length;
    const { commits, imported } = audited;
    const items = reading.items.length;
    const acknowledged = findings.length - open.length;
    const exit = await writeFindings(context, {
      command: 'plan audit',
      findings,
      failOn,
      files: reading.files,
      among: `${pluralize(commits, 'commit')}, ${pluralize(items, 'item')}`,
      summary: {
        ...{ commits, items, errors, warnings: open.length - errors, acknowledged },
        imported: imported && { commit: imported.commit, date: imported.date, author: imported.author },
      },
    });
    if (imported && since === undefined && context.format !== 'json')
      io.err(`${oneLine(`imported in ${describeCommit(imported)}`)}\n`);
    if (audited.shallow !== null) context.warn(shallowClone(`nothing up to ${audited.shallow} can be seen`));
    if (audited.missing > 0) context.warn(partialClone(audited.missing));
    return exit;
  },
};
