/** `plan calendar`: exports dates as iCalendar. */
import { type Command, viewOptions } from '../../cli/command.ts';
import type { ViewFlags } from '../../cli/context.ts';
import {
  loadSelection,
  queriesArgument,
  type SelectionFlags,
  savedQueriesOnly,
  selectionOptions,
} from '../../cli/filter-options.ts';
import { calendarOf } from '../../plan/calendar.ts';
import type { Audience } from '../../plan/model/audience.ts';
import { pluralize } from '../../util/pluralize.ts';

interface Flags extends SelectionFlags, ViewFlags {
  audience: Audience;
}

export const command: Command<Flags> = {
  description: 'Export the due dates of open milestones and the days of updates as iCalendar.',
  examples: [
    ['plan calendar -o plan.ics', 'write a file that calendar programs read'],
    ['plan calendar --agency police -o police.ics', 'export the dates of one agency'],
    ['plan calendar --json', 'write JSON'],
  ],
  formats: ['ics', 'ics', 'json'],
  arguments: [queriesArgument],
  options: [...selectionOptions, ...viewOptions('internal')],
  hasOutput: true,

  async run(context, words, flags) {
    const { plan, items, clock, loaded } = await loadSelection(context, savedQueriesOnly(words), flags);
    const events = calendarOf(plan, items, flags.audience === 'public' ? clock.today : undefined, clock);
    if (context.format === 'json')
      context.json('calendar', {
        events,
        summary: { asOf: clock.today, commit: context.commit, unreadable: loaded.unreadable },
      });
    else {
      const { calendarText } = await import('../../render/calendar.ts');
      context.io.out(calendarText(plan.settings, events, clock.today, context.commit));
      context.io.err(`${eventCountText(events)}\n`);
    }
    return context.finish(loaded);
  },
};

function eventCountText(events: ReturnType<typeof calendarOf>): string {
  if (events.length === 0) return 'no dates: no open milestone has a due date, and there are no updates';
  const due = events.filter(({ what }) => what === 'due').length;
  return `${pluralize(due, 'due date')}, ${pluralize(events.length - due, 'day')} with updates`;
}
