import { basename, join, resolve, sep } from 'node:path';
import { itemKinds } from '../../../../schemas/enums.ts';
import { argument, type Command, listOption, option, repeatedOption } from '../../../cli/command.ts';
import type { CommandContext } from '../../../cli/context.ts';
import { type DecisionFlags, decisionOptions, recordDecision } from '../../../cli/record-decision.ts';
import { addMessage } from '../../../commit-messages/decisions.ts';
import { shallowClone } from '../../../git/messages.ts';
import { isShallow } from '../../../git/repository.ts';
import { addItem, type Draft, milestoneIn } from '../../../plan/changes/add.ts';
import { canonicalId, idOf, type Plan } from '../../../plan/model/plan.ts';
import { addOutput } from '../../../render/decision.ts';
import { itemPath, type LoadedPlan } from '../../../storage/plan-files/read-plan.ts';
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
    'Add an item by a decision, in a file of its own. It gets the next free number unless an id is given. An id that was ever in the plan cannot be used again.',
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

  async run(session, [id], flags) {
    const read = id === '-' ? await readDraft(session.io) : {};
    const named: Draft = id === undefined || id === '-' ? read : { ...read, id };
    return await recordDecision(session, { kind: 'add', ids: [], flags }, async (decisionAbout, intend) => {
      const loaded = await session.read();
      const decision = decisionAbout(loaded);
      const { plan, sources, root } = loaded;
      const taken = await takenIn(session, loaded);
      const [first] = plan.items;
      const like = first && sources.items.get(first);
      const context = ruleContexts(loaded, decision.recorded)(first!);
      const draft = { ...named, ...draftOf(flags, plan, decision.recorded) };
      const item = await addItem(draft, decision, taken, context);
      const path = itemPath(root, plan.settings, idOf(item));
      await intend([], [path]);
      return {
        told: addOutput(item),
        files: [{ path, before: null, after: newItemText(item, path, like) }],
        entry: addMessage(item),
      };
    });
  },
};

/** What the command line gives. */
function draftOf(flags: Flags, plan: Plan, today: string): Draft {
  const { pillar, objective, action, measure, agencies, lead, kind, milestone, ongoing, trigger } = flags;
  const timetable = {
    ...(milestone ? { milestones: milestone.map((each) => milestoneIn(each, plan, today)) } : {}),
    ...(ongoing === undefined ? {} : { ongoing: { text: ongoing.trim() } }),
    ...(trigger === undefined ? {} : { trigger: { text: trigger.trim() } }),
  };
  const words = { pillar, objective, action, measure, lead, kind };
  return {
    ...Object.fromEntries(
      Object.entries(words).flatMap(([key, text]) => (text === undefined ? [] : [[key, text.trim()]])),
    ),
    ...(agencies ? { agencies } : {}),
    ...(Object.keys(timetable).length > 0 ? { timetable } : {}),
  };
}

/** Every id that is or ever was in the plan, as far as its files and git can tell. */
async function takenIn(context: CommandContext, { root, plan, files }: LoadedPlan): Promise<Set<string>> {
  const items = join(root, 'items');
  const idIn = (path: string) => canonicalId(basename(path).replace(/\.ya?ml$/i, ''));
  const inFiles = files
    .filter((file) => resolve(context.io.cwd, file).startsWith(join(items, sep)))
    .map(idIn);
  const { repo } = context.workspace;
  const { deletedFiles } = await import('../../../git/log.ts');
  const removed = repo ? (await deletedFiles(repo, items, context.io.env)).filter(isItem).map(idIn) : [];
  if (repo && isShallow(repo)) context.warn(shallowClone('an earlier item with this id can’t be seen'));
  return new Set([...plan.items.map(idOf), ...inFiles, ...removed]);
}

const isItem = (name: string) => name.endsWith('.yaml');
