/** `plan changes`: shows what changed since a revision. */
import { argument, type Command, knownOption, option } from '../../cli/command.ts';
import {
  type CompareFlags,
  compareFormats,
  compareOptions,
  dayHelp,
  writeComparison,
  writePeriod,
} from '../../cli/compare-revisions.ts';
import { PlanError } from '../../errors.ts';
import { isDate } from '../../plan/model/calendar-date.ts';
import { parseRevisionDay } from '../../plan/model/date-expressions.ts';
import { readPlan } from '../../storage/plan-files/read-plan.ts';

interface Flags extends CompareFlags {
  since?: string;
  until?: string;
  known?: string;
}

export const command: Command<Flags> = {
  description: `Show what changed since a day or a commit: statuses, ratings, dates, wording, items and updates. ${dayHelp} Between days, the updates and decisions decide: those that were recorded after its start or are true for a later day, and are true by its end. Those that are true for an earlier day are marked as late. Between commits, the files decide.`,
  examples: [
    ['plan changes --since 2026-06-30', 'show the changes since 1 July'],
    ['plan changes --since 2026-06-30 --until 2026-12-31', 'show the changes of a half-year'],
    [
      'plan changes --since 2026-06-30 --by agency --audience public --format markdown',
      'omit internal updates, group by agency, as Markdown',
    ],
    ['plan changes --since v1 --agency police', 'show the changes of one agency since a tag'],
  ],
  formats: compareFormats,
  hasOutput: true,
  arguments: [argument('[ids...]', 'only these items, or a saved query: @name', 'item-or-query')],
  options: [
    option('--since <revision>', 'start at the end of this day, or at this commit', 'revision'),
    option(
      '--until <revision>',
      'stop at the end of this day, or at this commit; by default at the files as they are',
      'revision',
    ),
    knownOption,
    ...compareOptions,
  ],

  async run(context, ids, { since, until, known, ...flags }) {
    if (since === undefined)
      throw new PlanError('usage', '`--since` is missing', 'give a day or commit: `--since 2026-06-30`');
    await context.recover();
    await context.useView({ known });
    const { settings } = await readPlan(context.source, []);
    const clock = context.clock(settings ?? { 'time-zone': 'UTC' });
    const from = parseRevisionDay(since, 'before', clock);
    const to = until === undefined ? null : parseRevisionDay(until, 'last', clock);
    const isPeriodOfDays = isDate(from);
    if (to !== null && isDate(to) !== isPeriodOfDays)
      throw new PlanError(
        'usage',
        `\`--since ${since}\` is a ${isPeriodOfDays ? 'day' : 'commit'}, and \`--until ${until}\` a ${isPeriodOfDays ? 'commit' : 'day'}`,
        'give two days or two commits',
      );
    if (isPeriodOfDays) {
      if (to !== null && to < from)
        throw new PlanError(
          'usage',
          `\`--until ${until}\` is before \`--since ${since}\``,
          'give the earlier day with `--since`',
        );
      return await writePeriod(context, { since: from, until: to }, ids, flags);
    }
    if (known !== undefined)
      throw new PlanError(
        'usage',
        '`--known` is for periods of days',
        `leave it out, or give a day with \`--since\`; to compare with another commit, use \`--until ${known}\``,
      );
    return await writeComparison(context, { from, to }, ids, flags);
  },
};
