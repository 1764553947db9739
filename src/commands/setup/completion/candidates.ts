/** What completion suggests for each kind of value. */
import { basename, extname } from 'node:path';
import { amendableFields } from '../../../../schemas/enums.ts';
import type { CommandTable, Suggestions, ValueKind } from '../../../cli/command.ts';
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
} from '../../../plan/query/completion-values.ts';
import { diskFiles } from '../../../storage/plan-files/file-source.ts';

/** What the command line says, and what is typed of the value. */
export interface CompletionRequest {
  context: CommandContext;
  commands: CommandTable;
  typed: string;
  /** The positional arguments before it. */
  operands: readonly string[];
  /** The value of `--milestone`. */
  milestone: string | undefined;
}

/** Words, or what the shell is to complete by itself. */
export type Candidates = readonly Candidate[] | 'files' | 'folders';

const none = async () => [];

const bare = (words: readonly string[]): Candidate[] => words.map((word) => ({ word, what: '' }));

const commandNames = (commands: CommandTable): Candidate[] =>
  Object.entries(commands)
    .filter(([, { hidden }]) => !hidden)
    .map(([word, { summary }]) => ({ word, what: summary }));

/** The kinds that are not in the tables of `completion-values.ts`. */
const otherKinds = {
  async 'command-or-query'(request) {
    const mayBeQuery = request.typed === '' || request.typed.startsWith('@');
    return [
      ...commandNames(request.commands),
      ...(mayBeQuery ? await savedQueries(request).catch(none) : []),
    ];
  },
  item: idCandidates,
  'item-or-query': (request) =>
    request.typed.startsWith('@') ? savedQueries(request) : idCandidates(request),
  period: async ({ context }) => periodCandidates(await clockOf(context)),
  day: async ({ context }) => dayCandidates(await clockOf(context)),
  revision: async ({ context }) => [
    ...dayCandidates(await clockOf(context)),
    ...(await refs(context).catch(none)),
  ],
  async commit({ context: { workspace, io } }) {
    const { repo, root } = workspace;
    if (!repo) return [];
    const { newestCommits } = await import('../../../git/log.ts');
    const newest = await newestCommits(repo, { paths: [root], limit: 20, tip: null }, io.env);
    return newest.map(({ commit, date, subject }) => ({
      word: commit.slice(0, 7),
      what: `${date} ${subject}`,
    }));
  },
  'amendable-field': async () => bare(amendableFields),
  'field-assignment': async () => bare(amendableFields.map((field) => `${field}=`)),
  async rule() {
    const { ruleDocs } = await import('../../../rule-docs/index.ts');
    return ruleDocs.map(({ id, summary }) => ({ word: id, what: summary }));
  },
  async topic({ commands }) {
    const { topics } = await import('../../../help-topics/index.ts');
    return [
      ...Object.entries(topics).map(([word, { summary }]) => ({ word, what: summary })),
      ...commandNames(commands),
    ];
  },
  file: async () => 'files',
  folder: async () => 'folders',
  text: none,
} satisfies Partial<Record<ValueKind, (request: CompletionRequest) => Promise<Candidates>>>;

/** @throws PlanError if they come from a plan that is missing or cannot be read */
export async function candidatesFor(
  suggestions: Suggestions,
  request: CompletionRequest,
): Promise<Candidates> {
  if (typeof suggestions !== 'string') return bare(suggestions);
  if (isKeyOf(fixedCandidates, suggestions)) return fixedCandidates[suggestions];
  if (isKeyOf(planCandidates, suggestions))
    return planCandidates[suggestions]((await request.context.read([])).plan);
  if (isKeyOf(itemCandidates, suggestions)) return itemCandidates[suggestions](await namedItems(request));
  return await otherKinds[suggestions](request);
}

const isKeyOf = <Table extends object>(table: Table, key: PropertyKey): key is keyof Table =>
  Object.hasOwn(table, key);

async function clockOf(context: CommandContext) {
  return context.clock((await context.read([])).plan.settings);
}

const savedQueries = async ({ context }: CompletionRequest) =>
  planCandidates.query((await context.read([])).plan);

/** The items and the milestone that the command line names. */
async function namedItems({ context, operands, milestone }: CompletionRequest) {
  const ids = operands.filter((word) => word !== '-');
  if (ids.length === 0) return { items: [], milestone };
  const { plan } = await context.read(ids);
  return { items: ids.flatMap((id) => findItem(plan, id) ?? []), milestone };
}

/** Up to how many items are described: reading thousands of files would take too long. */
const maxDescribed = 300;

/** The items whose ids begin with what is typed and that the command line does not name yet; found by file name. */
async function idCandidates({ context, typed, operands }: CompletionRequest): Promise<Candidate[]> {
  const named = new Set(operands.map(canonicalId));
  const ids = diskFiles(context.root)
    .items()
    .filter(({ problem }) => !problem)
    .map(({ path }) => canonicalId(basename(path, extname(path))))
    .filter((id) => id.startsWith(typed) && !named.has(id))
    .sort(compareIds);
  if (ids.length > maxDescribed) return bare(ids);
  const { plan } = await context.read(ids);
  return ids.flatMap((id) => {
    const item = findItem(plan, id);
    return item ? [itemCandidate(item)] : [];
  });
}

/** The newest branches and tags. */
async function refs({ workspace: { repo }, io }: CommandContext): Promise<Candidate[]> {
  if (!repo) return [];
  const { newestRefs } = await import('../../../git/revisions.ts');
  const newest = await newestRefs(repo, 20, io.env);
  return newest.map(({ name, kind, date }) => ({ word: name, what: `${kind} of ${date}` }));
}
