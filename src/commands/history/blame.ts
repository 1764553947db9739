import { relative } from 'node:path';
import { argument, type Command } from '../../cli/command.ts';
import { cacheOption, readHistory } from '../../cli/history.ts';
import { PlanError } from '../../errors.ts';
import { committedItem } from '../../history/committed-item.ts';
import { blame } from '../../plan/diff/blame.ts';
import { canonicalId, findItem } from '../../plan/model/plan.ts';
import { blameJson, blameText } from '../../render/blame.ts';
import { stableJson } from '../../util/equal.ts';

export const command: Command<{ cache: boolean }> = {
  description: 'Show for each field of an item who last set it, when, in which commit and with what note.',
  examples: [
    ['plan blame 5', 'show who set each field'],
    ['plan blame 5 --json | jq \'.facts[] | select(.field == "status")\'', 'print one field as JSON'],
  ],
  formats: ['text', 'text', 'json'],
  hasOutput: true,
  arguments: [argument('<id>', 'the item', 'item')],
  options: [cacheOption],

  async run(context, [id = ''], { cache }) {
    const { plan } = await context.load([id]);
    const { steps, shallow, exit } = await readHistory(context, { ids: [id], cache });
    const wanted = canonicalId(id);
    const last = steps.flatMap(({ items }) => items).find((item) => item.id === wanted);
    if (!last && shallow === null)
      throw new PlanError('not-found', `nothing is remembered of item \`${id}\``, 'see `plan list`');
    const { repo } = context.workspace;
    const path = last?.path ?? null;
    const item = path === null ? null : await committedItem(repo!, path, context.io.env);
    const here = findItem(plan, id);
    if (!item)
      throw new PlanError(
        'not-found',
        `item \`${id}\` is not in the newest commit, or can’t be read there`,
        `\`plan log ${wanted}\` tells what became of it`,
      );
    if (here && stableJson(here) !== stableJson(item))
      context.warn(
        new PlanError(
          'refused',
          `item \`${wanted}\` has edits that are not committed: they are not told here`,
          `\`git diff -- ${relative(context.io.cwd, `${repo!.top}/${path}`)}\` shows them`,
        ),
      );
    const told = { id: wanted, ...blame(item, steps) };
    if (context.format === 'json') context.json('blame', blameJson(told));
    else {
      const { width } = await context.textLayout();
      context.io.out(blameText(told, Math.min(width, 80), await context.stdoutTheme()));
    }
    return exit;
  },
};
