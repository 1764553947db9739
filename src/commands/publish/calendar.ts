/** `plan calendar`: the plan's days, for a program that keeps calendars. */

import { asOfOption, type Command } from '../../cli/command.ts';
import { type SelectionFlags, savedQueriesOnly, selectItems, selectionOptions } from '../../cli/selection.ts';
import { calendarOf } from '../../plan/calendar.ts';
import { pluralize } from '../../util/pluralize.ts';

interface Flags extends SelectionFlags {
  asOf?: string;
}

export const command: Command<Flags> = {
  summary:
    'Days of the plan as iCalendar: when open milestones are due, and for which days there are reports.',
  examples: [
    ['plan calendar -o plan.ics', 'a file that any calendar reads'],
    ['plan calendar --agency police -o police.ics', 'what one agency has to meet'],
    ['plan calendar --json', 'the same days for a program'],
  ],
  formats: ['ics', 'ics', 'json'],
  arguments: [['[questions...]', 'those that are saved in plan.yaml, as @name']],
  options: [...selectionOptions, asOfOption],
  completions: { questions: 'query' },
  hasOutput: true,

  async run(context, words, flags) {
    const { plan, items, clock, loaded } = await selectItems(context, savedQueriesOnly(words), flags);
    const events = calendarOf(plan, items);
    if (context.format === 'json')
      context.json('calendar', {
        events,
        summary: { asOf: clock.today, commit: context.commit, unreadable: loaded.unreadable },
      });
    else {
      const { calendarText } = await import('../../render/calendar.ts');
      context.io.out(calendarText(plan.settings, events, clock.today));
      context.io.err(`${told(events)}\n`);
    }
    return context.finish(loaded);
  },
};

function told(events: ReturnType<typeof calendarOf>): string {
  if (events.length === 0) return 'no day is set: no open milestone has a date, and nothing is reported';
  const due = events.filter(({ what }) => what === 'due').length;
  return `${pluralize(due, 'due date')}, ${pluralize(events.length - due, 'day')} with reports`;
}
