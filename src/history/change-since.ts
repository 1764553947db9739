/** What a branch changed since it left another: from their merge base to today's files, commit by commit. */
import { join, relative } from 'node:path';
import { PlanError } from '../errors.ts';
import { nothingCommitted, requireRepository, unknownCommit, unshallowInCiHint } from '../git/messages.ts';
import { type Env, isShallow, type Repository, repoPath, shallowCommits } from '../git/repository.ts';
import { headCommit, mergeBases, reachableCommits, resolveCommit } from '../git/revisions.ts';
import type { System } from '../io.ts';
import type { HistoryStep } from '../plan/diff/history-step.ts';
import { diffItems } from '../plan/diff/item-diff.ts';
import { compareItems, type Items } from '../plan/diff/plan-diff.ts';
import { agenciesOfAuthor } from '../plan/rules/change/author-agencies.ts';
import type { Change, Changed } from '../plan/rules/change/index.ts';
import { changeParts } from '../plan/rules/change/parts.ts';
import type { ChangedFile, ChangePart } from '../plan/rules/change/rule.ts';
import {
  type PlanReading,
  type PlanSource,
  readPlan,
  unreadableIds,
} from '../storage/plan-files/read-plan.ts';
import { memoizedReader } from '../storage/yaml/read-value.ts';
import type { Workspace } from '../workspace.ts';
import { resolveHistory } from './audit.ts';
import { commitFilesIfAny } from './commit-files.ts';
import { loadHistory } from './history.ts';

interface Asked {
  /** The branch or commit that the change is to go to, in git's words. */
  ref: string;
  /** The agencies that the whole change is held to, by id; else each commit is held to those of its author. */
  owners: readonly string[] | null;
}

export interface ChangeSince extends Change {
  /** How many commits there are since the base, that touch the plan. */
  commits: number;
  /** False where the base has no plan, so that all of it is new. */
  isThere: boolean;
}

/**
 * @param now the plan as its files are
 * @throws PlanError `refused` where there is no git, no common commit or too shallow a clone; `not-found` for what is no commit
 */
export async function changeSince(
  workspace: Workspace,
  io: System,
  now: PlanReading,
  { ref, owners }: Asked,
): Promise<ChangeSince> {
  const repo = requireRepository(workspace, 'there is nothing to compare with');
  const { head, base } = await endsOf(repo, ref, io.env);
  const commits = await reachableCommits(repo, { tip: head, since: base }, io.env);
  if ([...shallowCommits(repo)].some((end) => commits.has(end))) throw tooShallow(ref);
  const { steps: newestFirst } = await loadHistory(workspace, io);
  const { steps } = await resolveHistory(repo, newestFirst.toReversed(), io.env);

  const where: PlanSource = { root: workspace.root, cwd: io.cwd, reader: memoizedReader() };
  const at = (commit: string) => readAt(repo, { ...where, commit, id: now.settings?.id ?? null }, io.env);
  const [was, committed] = await Promise.all([at(base), at(head)]);
  const files = settingsFiles(repo, workspace.root, io.cwd);
  const before = was ?? { ...now, items: [] };
  const items = was ? changedItems(repo, before, now, io.cwd) : [];
  const edited = editedSince(repo, committed ?? before, now, { head, cwd: io.cwd, files });
  const isWithin = ({ commit }: HistoryStep) => commits.has(commit);
  // Authors are looked up in the base, so that a change cannot add its own author.
  const known = before.agencies ?? now.agencies ?? [];
  const representation = ({ step, isUncommitted }: ChangePart) => {
    if (owners) return { agencies: owners, author: null };
    const agencies = isUncommitted ? [] : agenciesOfAuthor(known, step.mail);
    return agencies.length > 0 ? { agencies, author: `${step.author} <${step.mail}>` } : null;
  };
  return {
    ...{ base, agencies: known, before: before.items, items, representation },
    files: was ? files.filter(({ text }) => text(before) !== text(now)) : [],
    parts: was ? changeParts({ steps, isWithin, uncommitted: edited }, items) : [],
    commits: steps.filter(isWithin).length,
    isThere: was !== null,
  };
}

async function endsOf(repo: Repository, ref: string, env: Env): Promise<{ head: string; base: string }> {
  const [theirs, head] = await Promise.all([resolveCommit(repo, ref, env), headCommit(repo, env)]);
  if (head === null) throw nothingCommitted();
  if (theirs === null)
    throw unknownCommit(
      ref,
      'fetch it with `git fetch origin`; in GitHub Actions, give `actions/checkout` the option `fetch-depth: 0`',
    );
  const [base] = await mergeBases(repo, [[theirs, head]], env);
  if (base) return { head, base };
  if (isShallow(repo)) throw tooShallow(ref);
  throw new PlanError(
    'refused',
    `\`${ref}\` and HEAD have no commit in common`,
    'name the branch that this one began on',
  );
}

const tooShallow = (ref: string) =>
  new PlanError(
    'refused',
    `this clone is too shallow: it lacks the merge base of HEAD and \`${ref}\``,
    unshallowInCiHint,
  );

/** The plan at a commit; null where it had none. */
async function readAt(
  repo: Repository,
  { commit, id, ...where }: PlanSource & { commit: string; id: string | null },
  env: Env,
): Promise<PlanReading | null> {
  const folder = await commitFilesIfAny(repo, { commit, root: where.root, id, env });
  return folder && (await readPlan({ ...where, folder }));
}

function changedItems(repo: Repository, before: PlanReading, after: PlanReading, cwd: string): Changed[] {
  const sides: [Items, Items] = [sideOf(before, cwd), sideOf(after, cwd)];
  return compareItems(...sides).flatMap(({ id, what, before: was, after: is }) => {
    const source = (is && after.sources.items.get(is)) ?? (was && before.sources.items.get(was));
    if (what === 'unreadable' || !source) return [];
    const path = repoPath(repo, source.path);
    return { id, path, file: source.name, before: was, after: is, change: diffItems(was, is) };
  });
}

const sideOf = (reading: PlanReading, cwd: string): Items => ({
  items: reading.items,
  unreadable: unreadableIds(reading, { cwd }),
});

interface TextFile extends ChangedFile {
  text(reading: PlanReading): string | undefined;
}

const settingsFiles = (repo: Repository, root: string, cwd: string): TextFile[] =>
  (['settings', 'agencies'] as const).map((source) => {
    const path = join(root, source === 'settings' ? 'plan.yaml' : 'agencies.yaml');
    return {
      path: repoPath(repo, path),
      file: relative(cwd, path),
      text: ({ sources }) => sources[source]?.text,
    };
  });

/** What is not committed, as a step of nobody's; null where all is. */
function editedSince(
  repo: Repository,
  committed: PlanReading,
  now: PlanReading,
  { head, cwd, files }: { head: string; cwd: string; files: readonly TextFile[] },
): HistoryStep | null {
  const items = changedItems(repo, committed, now, cwd);
  const touched = files.filter(({ text }) => text(committed) !== text(now)).map(({ path }) => path);
  if (items.length === 0 && touched.length === 0) return null;
  return {
    ...{ commit: '', parents: [head], date: '', author: '', mail: '', committed: 0 },
    ...{ subject: '', body: '', trailers: [], items, files: touched },
  };
}
