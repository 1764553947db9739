/** `plan show`: shows everything about items. */
import { argument, type Command, viewOptions } from '../../cli/command.ts';
import type { CommandContext, ViewFlags } from '../../cli/context.ts';
import { loadSelection, type SelectionFlags, selectionOptions } from '../../cli/filter-options.ts';
import { PlanError } from '../../errors.ts';
import { newestCommits } from '../../git/log.ts';
import type { Audience } from '../../plan/model/audience.ts';
import { wholeItem } from '../../render/common/json.ts';
import { itemText } from '../../render/item.ts';
import { historyPaths } from '../../storage/plan-files/item-paths.ts';
import { getItem } from '../../storage/plan-files/read-plan.ts';
import { joinQuoted } from '../../util/suggest.ts';

/** How many commits are shown of an item. */
const maxCommits = 3;

interface Flags extends SelectionFlags, ViewFlags {
  audience: Audience;
}

export const command: Command<Flags> = {
  description: 'Show everything about items: wording, agencies, timetable, updates and newest commits.',
  examples: [
    ['plan show 5', 'show an item'],
    ['plan show 5 7 9', 'show several items'],
    ['plan show @chase --agency police', 'show the items of one agency that match a saved query'],
    ["plan show 5 --json | jq '.items[0].updates'", 'print the updates as JSON'],
  ],
  formats: ['text', 'text', 'json'],
  hasOutput: true,
  arguments: [argument('[ids...]', 'the ids of items, or a saved query: @name', 'item-or-query')],
  options: [...selectionOptions, ...viewOptions('internal')],

  async run(context, words, flags) {
    const { asOf, known, audience, ...filters } = flags;
    const ids = words.filter((word) => !word.startsWith('@'));
    const isQuery = ids.length < words.length || hasFilters(filters);
    if (words.length === 0 && !isQuery)
      throw new PlanError('usage', 'no item given', 'give an id: `plan show 5`');
    if (isQuery && ids.length > 0)
      throw new PlanError(
        'usage',
        `ids can’t be combined with filters or queries: found ${joinQuoted(ids)}`,
        'use one of them',
      );
    const { loaded, clock, items } = isQuery
      ? await loadSelection(context, words, flags)
      : await loadItems(context, ids, flags);
    const { plan } = loaded;
    const newest =
      audience === 'public'
        ? undefined
        : await Promise.all(items.map((item) => commitsOf(context, historyPaths(loaded, item))));
    if (context.format === 'json')
      context.json('item-details', {
        asOf: clock.today,
        commit: context.commit,
        items: items.map((item, index) => ({ ...wholeItem(item, clock), commits: newest?.[index] ?? null })),
      });
    else {
      const { width, theme } = await context.textLayout();
      const texts = items.map((item, index) =>
        itemText(item, {
          plan,
          today: clock.today,
          width: Math.min(width, 80),
          theme,
          commits: newest?.[index],
          audience,
        }),
      );
      context.io.out(texts.join('\n'));
    }
    return context.finish(loaded);
  },
};

/** The newest commits of an item; null if the plan is not in a git repository. */
async function commitsOf({ workspace, commit, io }: CommandContext, paths: string[]) {
  const { repo } = workspace;
  return repo && (await newestCommits(repo, { paths, limit: maxCommits, tip: commit }, io.env));
}

async function loadItems(context: CommandContext, ids: readonly string[], flags: Flags) {
  await context.useView(flags);
  const loaded = await context.load(ids);
  const items = [...new Set(ids.map((id) => getItem(loaded, id)))];
  return { loaded, clock: context.clock(loaded.plan.settings), items };
}

function hasFilters(flags: SelectionFlags): boolean {
  const names = selectionOptions.map((option) => option.attributeName());
  return Object.keys(flags).some((name) => names.includes(name));
}
