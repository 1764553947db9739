import { argument, asOfOption, type Command } from '../../cli/command.ts';
import type { CommandContext } from '../../cli/context.ts';
import { recentCommits } from '../../cli/recent-commits.ts';
import { loadSelection, type SelectionFlags, selectionOptions } from '../../cli/selection.ts';
import { PlanError } from '../../errors.ts';
import { wholeItem } from '../../render/common/json.ts';
import { itemText } from '../../render/item.ts';
import { getItem, historyPaths } from '../../storage/plan-files/read-plan.ts';
import { joinQuoted } from '../../util/suggest.ts';

/** How many of an item's commits are told; `plan log` tells all. */
const commitsShown = 3;

export const command: Command<SelectionFlags & { asOf?: string }> = {
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
  options: [...selectionOptions, asOfOption],

  async run(context, words, flags) {
    const { asOf, ...chosen } = flags;
    const ids = words.filter((word) => !word.startsWith('@'));
    const isAsked = ids.length < words.length || Object.keys(selectionFlags(chosen)).length > 0;
    if (words.length === 0 && !isAsked)
      throw new PlanError('usage', 'which items? no id was given', 'see `plan show --help`');
    if (isAsked && ids.length > 0)
      throw new PlanError(
        'usage',
        `ids and a question exclude each other: found ${joinQuoted(ids)}`,
        'leave one of them out',
      );
    const { loaded, clock, items } = isAsked
      ? await loadSelection(context, words, flags)
      : await named(context, ids, asOf);
    const { plan } = loaded;
    const recent = await recentCommits(
      context.workspace.repo,
      items.map((item) => historyPaths(loaded, item)),
      { limit: commitsShown, tip: context.commit },
      context.io.env,
    );
    if (context.format === 'json')
      context.json('item-details', {
        items: items.map((item, at) => ({ ...wholeItem(item, clock), commits: recent?.[at] ?? null })),
      });
    else {
      const { width, theme } = await context.textLayout();
      const pages = items.map((item, at) =>
        itemText(item, {
          plan,
          today: clock.today,
          width: Math.min(width, 80),
          theme,
          commits: recent?.[at] ?? null,
        }),
      );
      context.io.out(pages.join('\n'));
    }
    return context.finish(loaded);
  },
};

async function named(context: CommandContext, ids: readonly string[], asOf: string | undefined) {
  await context.useRevision(asOf);
  const loaded = await context.load(ids);
  const items = [...new Set(ids.map((id) => getItem(loaded, id)))];
  return { loaded, clock: context.clock(loaded.plan.settings), items };
}

/** What the command line says of which items are meant, common flags apart. */
function selectionFlags(flags: SelectionFlags): object {
  const names = selectionOptions.map((option) => option.attributeName());
  return Object.fromEntries(Object.entries(flags).filter(([name]) => names.includes(name)));
}
