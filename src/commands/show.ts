import { itemText } from '../render/item.ts';
import { wholeItem } from '../render/json.ts';
import { itemNamed } from '../store/read.ts';
import { recentCommits } from './past.ts';
import { asOfOption, type Verb } from './verb.ts';

/** How many of an item's commits are told; `plan log` tells all. */
const commitsShown = 3;

export const verb: Verb<{ asOf?: string }> = {
  summary: 'Everything about an item: wording, agencies, timetable, reports, and its last commits.',
  examples: [
    ['plan show 5', 'one item'],
    ['plan show 5 7 9', 'several'],
    ["plan show 5 --json | jq '.items[0].updates'", 'what was reported, for a program'],
  ],
  formats: ['text', 'text', 'json'],
  answers: true,
  arguments: [['<ids...>', 'the items’ ids']],

  options: [asOfOption],

  async run(session, ids, flags) {
    await session.goTo(flags.asOf);
    const loaded = await session.load(ids);
    const { plan, sources } = loaded;
    const clock = session.clock(plan.about);
    const items = [...new Set(ids.map((id) => itemNamed(loaded, id)))];
    const recent = await recentCommits(
      session.place.repo,
      items.map((item) => sources.items.get(item)!.path),
      { limit: commitsShown, tip: session.commit },
      session.io.env,
    );
    if (session.format === 'json')
      session.json('item-details', {
        items: items.map((item, at) => ({ ...wholeItem(item, clock), commits: recent?.[at] ?? null })),
      });
    else {
      const { width, paint } = await session.page();
      const pages = items.map((item, at) =>
        itemText(item, {
          plan,
          today: clock.today,
          width: Math.min(width, 80),
          paint,
          commits: recent?.[at] ?? null,
        }),
      );
      session.io.out(pages.join('\n'));
    }
    return session.partial(loaded);
  },
};
