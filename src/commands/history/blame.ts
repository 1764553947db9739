/** `plan blame`: shows who last set each field of an item. */
import { relative } from 'node:path';
import { argument, audienceOption, type Command, knownOption } from '../../cli/command.ts';
import { cacheOption, readHistory, requireInternal } from '../../cli/load-history.ts';
import { PlanError } from '../../errors.ts';
import { committedItem } from '../../history/committed-item.ts';
import { blame } from '../../plan/diff/blame.ts';
import type { Audience } from '../../plan/model/audience.ts';
import { canonicalId, findItem } from '../../plan/model/plan.ts';
import { blameJson, blameText } from '../../render/blame.ts';
import { stableJson } from '../../util/equal.ts';

export const command: Command<{ cache: boolean; audience: Audience; known?: string }> = {
  description: 'Show for each field of an item who last set it, when, in which commit and with what note.',
  examples: [
    ['plan blame 5', 'show who set each field'],
    ['plan blame 5 --known 2026-06-30', 'show who had set each field at the end of a day'],
    ['plan blame 5 --json | jq \'.facts[] | select(.field == "status")\'', 'print one field as JSON'],
  ],
  formats: ['text', 'text', 'json'],
  hasOutput: true,
  arguments: [argument('<id>', 'the item', 'item')],
  options: [knownOption, cacheOption, audienceOption('internal')],

  async run(context, [id = ''], { cache, audience, known }) {
    requireInternal(audience, 'blame');
    if (known !== undefined) await context.useView({ known, audience });
    const { plan } = await context.load([id]);
    const tip = context.commit ?? undefined;
    const { steps, shallow, exit } = await readHistory(context, { tip, ids: [id], cache });
    const wanted = canonicalId(id);
    const newest = steps.flatMap(({ items }) => items).find((item) => item.id === wanted);
    if (!newest && shallow === null)
      throw new PlanError('not-found', `no commit changed item \`${id}\``, 'see `plan list`');
    const { repo } = context.workspace;
    const path = newest?.path ?? null;
    const item = path === null ? null : await committedItem(repo!, tip ?? 'HEAD', path, context.io.env);
    if (!item)
      throw new PlanError(
        'not-found',
        `item \`${id}\` is missing from ${tip === undefined ? 'the last commit' : `commit \`${tip.slice(0, 7)}\``}, or can’t be read there`,
        `see its history with \`plan log ${wanted}\``,
      );
    const onDisk = findItem(plan, id);
    if (onDisk && stableJson(onDisk) !== stableJson(item))
      context.warn(
        new PlanError(
          'refused',
          `item \`${wanted}\` has uncommitted changes, which are not shown`,
          `see them with \`git diff -- ${relative(context.io.cwd, `${repo!.top}/${path}`)}\``,
        ),
      );
    const result = { id: wanted, ...blame(item, steps) };
    if (context.format === 'json') context.json('blame', blameJson(result));
    else {
      const { width, theme } = await context.textLayout();
      context.io.out(blameText(result, Math.min(width, 80), theme));
    }
    return exit;
  },
};
