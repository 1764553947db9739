import { type Command, option } from '../../cli/command.ts';
import {
  type CompareFlags,
  compareFormats,
  compareOptions,
  dayHelp,
  writeComparison,
} from '../../cli/compare.ts';
import { PlanError } from '../../errors.ts';
import { isDate } from '../../plan/model/calendar-date.ts';

interface Flags extends CompareFlags {
  since?: string;
  until?: string;
}

export const command: Command<Flags> = {
  summary: `What changed since a day or a commit: statuses, ratings, dates, wording, items, reports. ${dayHelp}`,
  examples: [
    ['plan changes --since 2026-06-30', 'from 1 July to now'],
    ['plan changes --since 2026-06-30 --until 2026-12-31', 'a half-year'],
    ['plan changes --since 2026-06-30 --by agency --public --format markdown', 'for the public report'],
    ['plan changes --since v1 --agency police', 'what one agency did'],
  ],
  formats: compareFormats,
  hasOutput: true,
  arguments: [['[ids...]', 'only these items; or @name, those that a saved question finds']],
  completions: { ids: 'item-or-query' },
  options: [
    option('--since <moment>', 'from the end of this day, or from this commit'),
    option(
      '--until <moment>',
      'to the end of this day, or to this commit; by default to the files as they are',
    ),
    ...compareOptions,
  ],

  async run(context, ids, { since, until, ...flags }) {
    if (since === undefined)
      throw new PlanError('usage', 'since when is not said', 'add `--since 2026-06-30`, or a commit');
    if (until !== undefined && isDate(since) && isDate(until) && until < since)
      throw new PlanError('usage', `${until} is before ${since}`, 'name the earlier day with `--since`');
    return await writeComparison(context, [since, until ?? null], ids, flags);
  },
};
