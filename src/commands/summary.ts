import { summarise } from '../plan/summary.ts';
import { summaryText } from '../render/summary.ts';
import { asOfOption, type Verb } from './verb.ts';

export const verb: Verb<{ asOf?: string }> = {
  summary: "The plan's state at a glance: how many items stand where, by pillar and by agency.",
  examples: [
    ['plan', 'the state as of today'],
    ['plan --json', 'the same for a program'],
  ],
  formats: ['text', 'text', 'json'],
  answers: true,
  options: [asOfOption],

  async run(session, _args, flags) {
    await session.goTo(flags.asOf);
    const loaded = await session.load();
    const { about } = loaded.plan;
    const { today } = session.clock(about);
    const summary = summarise(loaded.plan, today);
    if (session.format === 'json') {
      const { id, title, owner, 'time-zone': timeZone, source } = about;
      session.json('summary', {
        plan: { id, title, owner, timeZone, source },
        asOf: today,
        commit: session.commit,
        summary,
        unreadable: loaded.unreadable,
      });
    } else session.io.out(summaryText(about, summary, today, await session.paintOut()));
    return session.partial(loaded);
  },
};
