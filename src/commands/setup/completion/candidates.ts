/** The words that completion offers, by the kind of word that a place takes. Each kind is looked up only when asked for. */
import { basename, extname } from 'node:path';
import { amendableFields } from '../../../../schemas/enums.ts';
import type { ArgumentKind } from '../../../cli/argument-kinds.ts';
import type { CommandTable } from '../../../cli/command.ts';
import type { CommandContext } from '../../../cli/context.ts';
import { canonicalId, compareIds, findItem } from '../../../plan/model/plan.ts';
import {
  type Candidate,
  dayCandidates,
  fixedCandidates,
  itemCandidate,
  itemCandidates,
  periodCandidates,
  planCandidates,
} from '../../../plan/query/completion-words.ts';
import { diskFiles } from '../../../storage/plan-files/file-source.ts';

/** A place to complete: what has been typed of the word, and what else the command line says. */
export interface CompletionRequest {
  context: CommandContext;
  commands: CommandTable;
  typed: string;
  operands: readonly string[];
  milestone: string | undefined;
}

/** Words, or that the shell is to look for files or folders itself. */
export type Candidates = readonly Candidate[] | 'files' | 'folders';

const none = async () => [];

const verbWords = (commands: CommandTable): Candidate[] =>
  Object.entries(commands)
    .filter(([, { hidden }]) => !hidden)
    .map(([word, { summary }]) => ({ word, what: summary }));

/** What the kinds take that are in no table of words. */
const dynamicKinds = {
  async opening(asked) {
    const isAsked = asked.typed === '' || asked.typed.startsWith('@');
    return [...verbWords(asked.commands), ...(isAsked ? await savedQueries(asked).catch(none) : [])];
  },
  item: itemsLike,
  'item-or-query': async (asked) =>
    asked.typed.startsWith('@') ? await savedQueries(asked) : await itemsLike(asked),
  span: async ({ context }) => periodCandidates(context.clock((await context.read([])).plan.settings)),
  day: ({ context }) => days(context),
  async moment(asked) {
    return [...(await days(asked.context)), ...(await refs(asked.context).catch(none))];
  },
  async commit({ context: { workspace, io } }) {
    const { commits } = await import('../../../git/log.ts');
    const found = workspace.repo
      ? await commits(workspace.repo, { paths: [workspace.root], limit: 20, tip: null }, io.env)
      : [];
    return found.map(({ commit, date, subject }) => ({
      word: commit.slice(0, 7),
      what: `${date} ${subject}`,
    }));
  },
  amendable: async () => amendableFields.map((word) => ({ word, what: '' })),
  amendment: async () => amendableFields.map((field) => ({ word: `${field}=`, what: '' })),
  async rule() {
    const { ruleDocs } = await import('../../../rule-docs/index.ts');
    return ruleDocs.map(({ id, summary }) => ({ word: id, what: summary }));
  },
  topic: async ({ commands }) => [
    ...Object.entries((await import('../../../help-topics/index.ts')).topics).map(([word, { about }]) => ({
      word,
      what: about,
    })),
    ...verbWords(commands),
  ],
  file: async () => 'files',
  folder: async () => 'folders',
  text: none,
} satisfies Partial<Record<ArgumentKind, (asked: CompletionRequest) => Promise<Candidates>>>;

/** @throws PlanError where there is no plan, or none that can be read, and the words are the plan's */
export async function candidatesFor(kind: ArgumentKind, asked: CompletionRequest): Promise<Candidates> {
  if (kind in fixedCandidates) return fixedCandidates[kind as keyof typeof fixedCandidates];
  if (kind in planCandidates) {
    const { plan } = await asked.context.read([]);
    return planCandidates[kind as keyof typeof planCandidates](plan);
  }
  if (kind in itemCandidates) return await ofItems(kind as keyof typeof itemCandidates, asked);
  return await dynamicKinds[kind as keyof typeof dynamicKinds](asked);
}

const savedQueries = async ({ context }: CompletionRequest) =>
  planCandidates.query((await context.read([])).plan);

async function ofItems(
  kind: keyof typeof itemCandidates,
  { context, operands, milestone }: CompletionRequest,
): Promise<Candidates> {
  const ids = operands.filter((word) => word !== '-');
  // Without an item there is nothing to say of one, but each status is somebody's.
  const plan = ids.length > 0 ? (await context.read(ids)).plan : { items: [] };
  return itemCandidates[kind]({ items: ids.flatMap((id) => findItem(plan, id) ?? []), milestone });
}

/** Of how many items the files are read to say what they are about: reading ten thousand takes longer than people wait. */
const describeUpTo = 300;

/** The items whose ids begin so and that the command line does not name yet. Ids are told from the files' names. */
async function itemsLike({ context, typed, operands }: CompletionRequest): Promise<Candidate[]> {
  const taken = new Set(operands.map(canonicalId));
  const ids = diskFiles(context.root)
    .items()
    .filter(({ trouble }) => !trouble)
    .map(({ path }) => canonicalId(basename(path, extname(path))))
    .filter((id) => id.startsWith(typed) && !taken.has(id))
    .sort(compareIds);
  if (ids.length > describeUpTo) return ids.map((word) => ({ word, what: '' }));
  const { plan } = await context.read(ids);
  return ids.flatMap((id) => {
    const item = findItem(plan, id);
    return item ? [itemCandidate(item)] : [];
  });
}

async function days(context: CommandContext): Promise<Candidate[]> {
  const { plan } = await context.read([]);
  return dayCandidates(context.clock(plan.settings));
}

async function refs({ workspace, io }: CommandContext): Promise<Candidate[]> {
  const { recentRefs } = await import('../../../git/refs.ts');
  const found = workspace.repo ? await recentRefs(workspace.repo, 20, io.env) : [];
  return found.map(({ name, kind, date }) => ({ word: name, what: `${kind} of ${date}` }));
}
