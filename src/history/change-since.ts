/** What a branch changed since its merge base with another, commit by commit, and what is not committed. */
import { join, relative } from 'node:path';
import { PlanError } from '../errors.ts';
import { readBlobs } from '../git/cat-file.ts';
import {
  nothingCommitted,
  requireRepository,
  unknownCommit,
  unshallowInCiHint,
} from '../git/error-messages.ts';
import { type Env, isShallow, type Repository, repoPath, shallowCommits } from '../git/repository.ts';
import { headCommit, mergeBases, reachableCommits, resolveCommit } from '../git/revisions.ts';
import type { System } from '../io.ts';
import type { HistoryStep } from '../plan/diff/history-step.ts';
import { diffItems } from '../plan/diff/item-diff.ts';
import { compareItems, type Items } from '../plan/diff/plan-diff.ts';
import { agenciesOfAuthor } from '../plan/model/agencies.ts';
import { maxFileBytes } from '../plan/model/limits.ts';
import { compareIds, idOf } from '../plan/model/plan.ts';
import { changeParts } from '../plan/rules/change/commits.ts';
import type { Change, Changed } from '../plan/rules/change/index.ts';
import type { ChangedFile, ChangePart } from '../plan/rules/change/rule.ts';
import {
  type PlanReading,
  type PlanSource,
  readPlan,
  unreadableIds,
} from '../storage/plan-files/read-plan.ts';
import { memoizedReader, parseItem } from '../storage/yaml/read-value.ts';
import type { Workspace } from '../workspace.ts';
import { resolveHistory } from './audit.ts';
import { commitFilesIfAny } from './commit-files.ts';
import { loadHistory } from './plan-history.ts';

interface ChangeOptions {
  /** The branch or commit to compare with, as for git. */
  ref: string;
  /** The ids of the agencies that make the whole change; null takes those of each commit's author. */
  owners: readonly string[] | null;
}

export interface ChangeSince extends Change {
  /** How many commits since the base changed the plan. */
  commits: number;
  /** Whether the base has the plan; if not, all of it is new. */
  isInBase: boolean;
}

/**
 * @param now the plan on disk
 * @throws PlanError `refused` without a repository, without a common commit, and in a clone that is too shallow;
 *   `not-found`; `git`
 */
export async function changeSince(
  workspace: Workspace,
  io: System,
  now: PlanReading,
  { ref, owners }: ChangeOptions,
): Promise<ChangeSince> {
  const repo = requireRepository(workspace, 'there is nothing to compare with');
  const { head, base } = await findBase(repo, ref, io.env);
  const commits = await reachableCommits(repo, { tip: head, since: base }, io.env);
  if ([...shallowCommits(repo)].some((end) => commits.has(end))) throw tooShallow(ref);
  const { steps: newestFirst } = await loadHistory(workspace, io);
  const { steps } = await resolveHistory(repo, newestFirst.toReversed(), io.env);

  const source: PlanSource = { root: workspace.root, cwd: io.cwd, reader: memoizedReader() };
  const id = now.settings?.id ?? null;
  const [atBase, atHead] = await Promise.all([
    readCommit(repo, { ...source, commit: base, id }, io.env),
    readCommit(repo, { ...source, commit: head, id }, io.env),
  ]);
  const files = settingsFiles(repo, workspace.root, io.cwd);
  const before = atBase ?? { ...now, items: [] };
  const isWithin = ({ commit }: HistoryStep) => commits.has(commit);
  const earlier = steps.filter((step) => !isWithin(step));
  const items = atBase
    ? [
        ...changedItems(repo, before, now, io.cwd),
        ...(await repairedItems(repo, before, now, { earlier, cwd: io.cwd, env: io.env })),
      ].sort((a, b) => compareIds(a.id, b.id))
    : [];
  const uncommitted = uncommittedStep(repo, atHead ?? before, now, { head, cwd: io.cwd, files });
  // The agencies of the base count: otherwise a change could give its own author an agency.
  const agencies = before.agencies ?? now.agencies ?? [];
  const representation = ({ step, isUncommitted }: ChangePart) => {
    if (owners) return { agencies: owners, author: null };
    const represented = isUncommitted ? [] : agenciesOfAuthor(agencies, step.mail);
    return represented.length > 0 ? { agencies: represented, author: `${step.author} <${step.mail}>` } : null;
  };
  return {
    ...{ base, agencies, before: before.items, items, representation },
    agenciesNow: now.agencies,
    settings: { before: before.settings, after: now.settings },
    files: atBase ? files.filter(({ text }) => text(before) !== text(now)) : [],
    parts: atBase ? changeParts({ steps, isWithin, uncommitted }, items) : [],
    commits: steps.filter(isWithin).length,
    isInBase: atBase !== null,
  };
}

async function findBase(repo: Repository, ref: string, env: Env): Promise<{ head: string; base: string }> {
  const [theirs, head] = await Promise.all([resolveCommit(repo, ref, env), headCommit(repo, env)]);
  if (head === null) throw nothingCommitted();
  if (theirs === null)
    throw unknownCommit(
      ref,
      `fetch it with \`git fetch ${fetchArguments(ref)}\`; in GitHub Actions, give \`actions/checkout\` the option \`fetch-depth: 0\``,
    );
  const [base] = await mergeBases(repo, [[theirs, head]], env);
  if (base) return { head, base };
  if (isShallow(repo)) throw tooShallow(ref);
  throw new PlanError(
    'refused',
    `\`${ref}\` and HEAD have no common commit`,
    'give the branch that this one was created from',
  );
}

/** What fetches a branch; a clone of a single branch fetches another one only by its name. */
function fetchArguments(ref: string): string {
  const [, remote, branch] = /^([\w.-]+)\/([\w./-]+)$/.exec(ref) ?? [];
  return branch === undefined ? 'origin' : `${remote} ${branch}:refs/remotes/${ref}`;
}

const tooShallow = (ref: string) =>
  new PlanError(
    'refused',
    `this clone is too shallow: it lacks the merge base of HEAD and \`${ref}\``,
    unshallowInCiHint,
  );

/** The plan in a commit; null when it has none. */
async function readCommit(
  repo: Repository,
  { commit, id, ...source }: PlanSource & { commit: string; id: string | null },
  env: Env,
): Promise<PlanReading | null> {
  const folder = await commitFilesIfAny(repo, { commit, root: source.root, id, env });
  return folder && (await readPlan({ ...source, folder }));
}

function changedItems(repo: Repository, before: PlanReading, after: PlanReading, cwd: string): Changed[] {
  return compareItems(itemsOf(before, cwd), itemsOf(after, cwd)).flatMap(
    ({ id, what, before: was, after: is }) => {
      const source = (is && after.sources.items.get(is)) ?? (was && before.sources.items.get(was));
      if (what === 'unreadable' || !source) return [];
      const path = repoPath(repo, source.path);
      return { id, path, file: source.name, before: was, after: is, change: diffItems(was, is) };
    },
  );
}

/**
 * The items that cannot be read at the base but today, compared with their last readable version before it.
 * @param earlier the steps up to the base, oldest first
 */
async function repairedItems(
  repo: Repository,
  before: PlanReading,
  after: PlanReading,
  { earlier, cwd, env }: { earlier: readonly HistoryStep[]; cwd: string; env: Env },
): Promise<Changed[]> {
  const changed: Changed[] = [];
  for (const { id, what, after: is } of compareItems(itemsOf(before, cwd), itemsOf(after, cwd))) {
    const source = is && after.sources.items.get(is);
    if (what !== 'unreadable' || !source) continue;
    const blobs = earlier
      .toReversed()
      .flatMap(({ items }) =>
        items.flatMap((item) => (item.id === id ? (item.blobs ?? []).toReversed() : [])),
      )
      .filter((blob) => blob !== null);
    const texts = await readBlobs(repo, new Set(blobs), env, maxFileBytes);
    for (const blob of blobs) {
      const was = await parseItem(texts.get(blob) ?? '');
      if (!was || idOf(was) !== id) continue;
      const change = diffItems(was, is);
      changed.push({
        id,
        path: repoPath(repo, source.path),
        file: source.name,
        before: was,
        after: is,
        change,
      });
      break;
    }
  }
  return changed;
}

const itemsOf = (reading: PlanReading, cwd: string): Items => ({
  items: reading.items,
  unreadable: unreadableIds(reading, { cwd }),
});

/** A file of the plan besides the items. */
interface SettingsFile extends ChangedFile {
  text(reading: PlanReading): string | undefined;
}

const settingsFiles = (repo: Repository, root: string, cwd: string): SettingsFile[] =>
  (['settings', 'agencies'] as const).map((source) => {
    const path = join(root, source === 'settings' ? 'plan.yaml' : 'agencies.yaml');
    return {
      path: repoPath(repo, path),
      file: relative(cwd, path),
      text: ({ sources }) => sources[source]?.text,
    };
  });

/** What is not committed, as a step without a commit; null when everything is committed. */
function uncommittedStep(
  repo: Repository,
  committed: PlanReading,
  now: PlanReading,
  { head, cwd, files }: { head: string; cwd: string; files: readonly SettingsFile[] },
): HistoryStep | null {
  const items = changedItems(repo, committed, now, cwd);
  const changed = files.filter(({ text }) => text(committed) !== text(now)).map(({ path }) => path);
  if (items.length === 0 && changed.length === 0) return null;
  return {
    ...{ commit: '', parents: [head], date: '', author: '', mail: '', committed: 0 },
    ...{ subject: '', body: '', trailers: [], items, files: changed },
  };
}
