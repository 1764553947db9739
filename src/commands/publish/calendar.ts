/** `plan calendar`: the plan's days, for a program that keeps calendars. */

import { asOfOption, type Verb } from '../../cli/command.ts';
import { type SelectionFlags, savedQueriesOnly, selectItems, selectionOptions } from '../../cli/selection.ts';
import { calendarOf } from '../../plan/calendar.ts';
import { counted } from '../../util/pluralize.ts';

interface Flags extends SelectionFlags {
  asOf?: string;
}

export const verb: Verb<Flags> = {
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
  completes: { questions: 'query' },
  hasOutput: true,

  async run(session, words, flags) {
    const { plan, items, clock, loaded } = await selectItems(session, savedQueriesOnly(words), flags);
    const events = calendarOf(plan, items);
    if (session.format === 'json')
      session.json('calendar', {
        events,
        summary: { asOf: clock.today, commit: session.commit, unreadable: loaded.unreadable },
      });
    else {
      const { calendarText } = await import('../../render/calendar.ts');
      session.io.out(calendarText(plan.about, events, clock.today));
      session.io.err(`${told(events)}\n`);
    }
    return session.finish(loaded);
  },
};

function told(events: ReturnType<typeof calendarOf>): string {
  if (events.length === 0) return 'no day is set: no open milestone has a date, and nothing is reported';
  const due = events.filter(({ what }) => what === 'due').length;
  return `${counted(due, 'due date')}, ${counted(events.length - due, 'day')} with reports`;
}
