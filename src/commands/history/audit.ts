/** `plan audit`: checks every commit of the plan. */
import { type Command, failOnOption, option } from '../../cli/command.ts';
import { findingFormatNames, writeFindings } from '../../cli/findings-output.ts';
import { locateFinding, toFindings } from '../../cli/locate-findings.ts';
import type { FailureLevel, Severity } from '../../errors.ts';
import { auditHistory } from '../../history/audit.ts';
import { parsePeriod } from '../../plan/model/date-expressions.ts';
import { describeCommit } from '../../plan/rules/history/rule.ts';
import { oneLine } from '../../render/common/escape.ts';
import { unacknowledged } from '../../render/findings/messages.ts';
import { readPlan } from '../../storage/plan-files/read-plan.ts';
import { pluralize } from '../../util/pluralize.ts';

interface Flags {
  since?: string;
  requireSignatures?: boolean;
  failOn: FailureLevel;
}

export const command: Command<Flags> = {
  description:
    'Check every commit of the plan, oldest first: updates and decisions are added and never altered, statuses agree with the updates, the wording changes only by amendment, and nothing is deleted. How a change was committed does not matter: by `plan`, by hand, squashed or rebased. A finding can be acknowledged (`plan acknowledge`); then it no longer counts. Signatures are checked only with `--require-signatures`, because git starts a program for each.',
  examples: [
    ['plan audit', 'check the whole history'],
    ['plan audit --since 2026-07-01', 'check only newer commits'],
    ['plan audit --require-signatures', 'require a good signature of every commit'],
    ['plan audit --fail-on warning --json', 'fail on warnings too, as JSON'],
  ],
  formats: findingFormatNames,
  hasOutput: true,
  options: [
    option('--since <revision>', 'check only commits from this day on, or after this commit', 'revision'),
    option('--require-signatures', 'report commits without a good signature as errors'),
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
    const result = await auditHistory(workspace, io, { since, requireSignatures, timeZone, agencies });
    const at = { cwd: io.cwd, top: workspace.repo!.top };
    const isComplete = 'findings' in result;
    const { commits, imported } = isComplete ? result : { commits: 0, imported: null };
    const findings = isComplete
      ? toFindings(result.findings, reading, at)
      : [locateFinding({ ...incomplete, ...result, item: undefined, target: undefined }, reading, at)];
    const open = unacknowledged(findings);
    const count = (level: Severity) => open.filter(({ severity }) => severity === level).length;
    const items = isComplete ? reading.items.length : 0;
    const exit = await writeFindings(context, {
      command: 'plan audit',
      findings,
      failOn,
      // Of a history that cannot be seen, no file was checked.
      files: isComplete ? reading.files : [],
      among: `${pluralize(commits, 'commit')}, ${pluralize(items, 'item')}`,
      summary: {
        ...{ commits, items, errors: count('error'), warnings: count('warning'), notes: count('note') },
        acknowledged: findings.length - open.length,
        imported: imported && { commit: imported.commit, date: imported.date, author: imported.author },
      },
    });
    if (imported && since === undefined && context.format !== 'json')
      io.err(`${oneLine(`imported in ${describeCommit(imported)}`)}\n`);
    return exit;
  },
};

const incomplete = { rule: 'history-incomplete', severity: 'error' } as const;
