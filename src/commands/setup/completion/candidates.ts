/** The words that completion offers, by the kind of word that a place takes. Each kind is looked up only when asked for. */
import { basename, extname } from 'node:path';
import { amendableFields } from '../../../../schemas/enums.ts';
import type { ArgumentKind } from '../../../cli/argument-kinds.ts';
import type { CommandTable } from '../../../cli/command.ts';
import type { CommandContext } from '../../../cli/context.ts';
import { canonicalId, compareIds, findItem } from '../../../plan/model/plan.ts';
import {
  type Candidate,
  dayWords,
  fixedWords,
  itemWord,
  itemWords,
  planWords,
  spanWords,
} from '../../../plan/query/completion-words.ts';
import { diskFiles } from '../../../storage/plan-files/file-source.ts';

/** A place to complete: what has been typed of the word, and what else the command line says. */
export interface CompletionRequest {
  session: CommandContext;
  verbs: CommandTable;
  typed: string;
  operands: readonly string[];
  milestone: string | undefined;
}

/** Words, or that the shell is to look for files or folders itself. */
export type Candidates = readonly Candidate[] | 'files' | 'folders';

const none = async () => [];

const verbWords = (verbs: CommandTable): Candidate[] =>
  Object.entries(verbs)
    .filter(([, { hidden }]) => !hidden)
    .map(([word, { summary }]) => ({ word, what: summary }));

/** What the kinds take that are in no table of words. */
const dynamicKinds = {
  async opening(asked) {
    const isAsked = asked.typed === '' || asked.typed.startsWith('@');
    return [...verbWords(asked.verbs), ...(isAsked ? await savedQueries(asked).catch(none) : [])];
  },
  item: itemsLike,
  'item-or-query': async (asked) =>
    asked.typed.startsWith('@') ? await savedQueries(asked) : await itemsLike(asked),
  span: async ({ session }) => spanWords(session.clock((await session.read([])).plan.about)),
  day: ({ session }) => days(session),
  async moment(asked) {
    return [...(await days(asked.session)), ...(await refs(asked.session).catch(none))];
  },
  async commit({ session: { place, io } }) {
    const { commits } = await import('../../../git/log.ts');
    const found = place.repo
      ? await commits(place.repo, { paths: [place.root], limit: 20, tip: null }, io.env)
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
    return ruleDocs.map(({ id, about }) => ({ word: id, what: about }));
  },
  topic: async ({ verbs }) => [
    ...Object.entries((await import('../../../help-topics/index.ts')).topics).map(([word, { about }]) => ({
      word,
      what: about,
    })),
    ...verbWords(verbs),
  ],
  file: async () => 'files',
  folder: async () => 'folders',
  text: none,
} satisfies Partial<Record<ArgumentKind, (asked: CompletionRequest) => Promise<Candidates>>>;

/** @throws Fault where there is no plan, or none that can be read, and the words are the plan's */
export async function candidatesFor(kind: ArgumentKind, asked: CompletionRequest): Promise<Candidates> {
  if (kind in fixedWords) return fixedWords[kind as keyof typeof fixedWords];
  if (kind in planWords) {
    const { plan } = await asked.session.read([]);
    return planWords[kind as keyof typeof planWords](plan);
  }
  if (kind in itemWords) return await ofItems(kind as keyof typeof itemWords, asked);
  return await dynamicKinds[kind as keyof typeof dynamicKinds](asked);
}

const savedQueries = async ({ session }: CompletionRequest) => planWords.query((await session.read([])).plan);

async function ofItems(
  kind: keyof typeof itemWords,
  { session, operands, milestone }: CompletionRequest,
): Promise<Candidates> {
  const ids = operands.filter((word) => word !== '-');
  // Without an item there is nothing to say of one, but each status is somebody's.
  const plan = ids.length > 0 ? (await session.read(ids)).plan : { items: [] };
  return itemWords[kind]({ items: ids.flatMap((id) => findItem(plan, id) ?? []), milestone });
}

/** Of how many items the files are read to say what they are about: reading ten thousand takes longer than people wait. */
const describeUpTo = 300;

/** The items whose ids begin so and that the command line does not name yet. Ids are told from the files' names. */
async function itemsLike({ session, typed, operands }: CompletionRequest): Promise<Candidate[]> {
  const taken = new Set(operands.map(canonicalId));
  const ids = diskFiles(session.root)
    .items()
    .filter(({ trouble }) => !trouble)
    .map(({ path }) => canonicalId(basename(path, extname(path))))
    .filter((id) => id.startsWith(typed) && !taken.has(id))
    .sort(compareIds);
  if (ids.length > describeUpTo) return ids.map((word) => ({ word, what: '' }));
  const { plan } = await session.read(ids);
  return ids.flatMap((id) => {
    const item = findItem(plan, id);
    return item ? [itemWord(item)] : [];
  });
}

async function days(session: CommandContext): Promise<Candidate[]> {
  const { plan } = await session.read([]);
  return dayWords(session.clock(plan.about));
}

async function refs({ place, io }: CommandContext): Promise<Candidate[]> {
  const { recentRefs } = await import('../../../git/refs.ts');
  const found = place.repo ? await recentRefs(place.repo, 20, io.env) : [];
  return found.map(({ name, kind, date }) => ({ word: name, what: `${kind} of ${date}` }));
}
