/** `plan add`: adds an item by a decision. */
import { basename, join, resolve, sep } from 'node:path';
import { itemKinds } from '../../../../schemas/enums.ts';
import { argument, type Command, listOption, option, repeatedOption } from '../../../cli/command.ts';
import type { CommandContext } from '../../../cli/context.ts';
import { type DecisionFlags, decisionOptions, recordDecision } from '../../../cli/record-decision.ts';
import { addMessage } from '../../../commit-messages/decisions.ts';
import { shallowClone } from '../../../git/error-messages.ts';
import { isShallow } from '../../../git/repository.ts';
import { addItem, type Draft, milestoneIn } from '../../../plan/changes/add.ts';
import { canonicalId, idOf, type Plan } from '../../../plan/model/plan.ts';
import { addOutput } from '../../../render/decision.ts';
import { itemPath } from '../../../storage/plan-files/item-paths.ts';
import type { LoadedPlan } from '../../../storage/plan-files/read-plan.ts';
import { ruleContexts } from '../../../storage/plan-files/rule-context.ts';
import { newItemText } from '../../../storage/yaml/edit/new-item.ts';
import { readDraft } from './draft.ts';

interface Flags extends DecisionFlags {
  pillar?: string;
  objective?: string;
  action?: string;
  measure?: string;
  agencies?: string[];
  lead?: string;
  kind?: string;
  milestone?: string[];
  ongoing?: string;
  trigger?: string;
}

export const command: Command<Flags> = {
  description:
    'Add an item by a decision, in a file of its own. It gets the next free number unless an id is given. An id that was ever in the plan can’t be used again, unless its addition was undone.',
  examples: [
    [
      'plan add --pillar prevention --objective "…" --action "…" --measure "…" --agencies dol,police --milestone "Train staff; horizon=short; due=2027-06-30" --reason "New law" --authority "Cabinet paper 4"',
      'add an item with a milestone',
    ],
    ['plan add - --reason "New law" --authority "Cabinet paper 4" < item.yaml', 'read the item as YAML'],
  ],
  formats: ['text', 'text', 'json'],
  arguments: [argument('[id]', 'id of the item; `-` reads the item as YAML from standard input')],
  options: [
    option('--pillar <name>', 'pillar of the item', 'pillar'),
    option('--objective <text>', 'objective'),
    option('--action <text>', 'action: what is to be done'),
    option('--measure <text>', 'measure of success'),
    listOption('--agencies <names>', 'responsible agencies', 'agency'),
    repeatedOption(
      '--milestone <task>',
      'milestone: `TASK`, optionally followed by `; horizon=…; due=…; agencies=…`; may be repeated',
    ),
    option('--ongoing <text>', 'the timetable of ongoing work, in words'),
    option('--trigger <text>', 'the event that starts the work'),
    option('--lead <name>', 'lead agency', 'agency'),
    option('--kind <kind>', itemKinds.join(' or '), 'kind'),
    ...decisionOptions,
  ],

  async run(context, [id], flags) {
    const fromInput = id === '-' ? await readDraft(context.io) : {};
    const named: Draft = id === undefined || id === '-' ? fromInput : { ...fromInput, id };
    return await recordDecision(context, { kind: 'add', ids: [], flags }, async (decisionFor, announce) => {
      const loaded = await context.read();
      const decision = decisionFor(loaded);
      const { plan, sources, root } = loaded;
      const usedIds = await findUsedIds(context, loaded);
      const [first] = plan.items;
      const rules = ruleContexts(loaded, decision.recorded)(first!);
      const draft = { ...named, ...draftOf(flags, plan, decision.recorded) };
      const item = await addItem(draft, decision, usedIds, rules);
      const path = itemPath(root, plan.settings, idOf(item));
      await announce([], [path]);
      // The new file is laid out as the first item is.
      const text = newItemText(item, path, first && sources.items.get(first));
      return {
        output: addOutput(item),
        files: [{ path, before: null, after: text }],
        commitText: addMessage(item),
      };
    });
  },
};

/** The fields that the options set. */
function draftOf(flags: Flags, plan: Plan, today: string): Draft {
  const { pillar, objective, action, measure, agencies, lead, kind, milestone, ongoing, trigger } = flags;
  const timetable = {
    ...(milestone && { milestones: milestone.map((each) => milestoneIn(each, plan, today)) }),
    ...(ongoing !== undefined && { ongoing: { text: ongoing.trim() } }),
    ...(trigger !== undefined && { trigger: { text: trigger.trim() } }),
  };
  const texts = Object.entries({ pillar, objective, action, measure, lead, kind });
  return {
    ...Object.fromEntries(texts.flatMap(([key, text]) => (text === undefined ? [] : [[key, text.trim()]]))),
    ...(agencies && { agencies }),
    ...(Object.keys(timetable).length > 0 && { timetable }),
  };
}

/** Every id that is or ever was in the plan, as far as its files and git show. */
async function findUsedIds(context: CommandContext, { root, plan, files }: LoadedPlan): Promise<Set<string>> {
  const items = join(root, 'items');
  const idIn = (path: string) => canonicalId(basename(path).replace(/\.ya?ml$/i, ''));
  const inFiles = files
    .filter((file) => resolve(context.io.cwd, file).startsWith(join(items, sep)))
    .map(idIn);
  const { repo } = context.workspace;
  const { deletedFiles } = await import('../../../git/log.ts');
  const deleted = repo ? await deletedFiles(repo, items, context.io.env) : [];
  if (repo && isShallow(repo)) context.warn(shallowClone('an earlier item with this id can’t be seen'));
  return new Set([
    ...plan.items.map(idOf),
    ...inFiles,
    ...deleted.filter((name) => name.endsWith('.yaml')).map(idIn),
  ]);
}
