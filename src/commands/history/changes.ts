/** `plan changes`: shows what changed since a revision. */
import { argument, type Command, option } from '../../cli/command.ts';
import {
  type CompareFlags,
  compareFormats,
  compareOptions,
  dayHelp,
  writeComparison,
} from '../../cli/compare-revisions.ts';
import { PlanError } from '../../errors.ts';
import { isDate } from '../../plan/model/calendar-date.ts';

interface Flags extends CompareFlags {
  since?: string;
  until?: string;
}

export const command: Command<Flags> = {
  description: `Show what changed since a day or a commit: statuses, ratings, dates, wording, items and updates. ${dayHelp}`,
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
    ...compareOptions,
  ],

  async run(context, ids, { since, until, ...flags }) {
    if (since === undefined)
      throw new PlanError('usage', '`--since` is missing', 'give a day or commit: `--since 2026-06-30`');
    if (until !== undefined && isDate(since) && isDate(until) && until < since)
      throw new PlanError(
        'usage',
        `\`--until ${until}\` is before \`--since ${since}\``,
        'give the earlier day with `--since`',
      );
    return await writeComparison(context, [since, until ?? null], ids, flags);
  },
};
