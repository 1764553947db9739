/** What a command works with: the streams, the plan, the current day and the output format. */
import { relative } from 'node:path';
import type { Item } from '../../schemas/item.ts';
import type { PlanFile } from '../../schemas/plan.ts';
import { PlanError } from '../errors.ts';
import { ExitCode } from '../exit-codes.ts';
import { isSparse } from '../git/repository.ts';
import type { Snapshot } from '../history/snapshot.ts';
import type { System } from '../io.ts';
import { planAsOf } from '../plan/model/as-of.ts';
import type { Audience } from '../plan/model/audience.ts';
import { type Clock, isDate } from '../plan/model/calendar-date.ts';
import { parseRevisionDay } from '../plan/model/date-expressions.ts';
import { findItem, idOf, type Plan } from '../plan/model/plan.ts';
import type { RedactedCounts } from '../plan/model/redact.ts';
import { createProgress } from '../progress-line.ts';
import { createTheme, shouldColor, type Theme } from '../render/common/colors.ts';
import type { TextLayout } from '../render/common/data-table.ts';
import { escapeControls, oneLine } from '../render/common/escape.ts';
import { namesFor, toJson } from '../render/common/json.ts';
import type { PlanCache } from '../storage/plan-cache/plan-cache.ts';
import type { PlanFiles } from '../storage/plan-files/file-source.ts';
import { findRoot } from '../storage/plan-files/find-root.ts';
import { type LoadedPlan, loadPlan, type PlanSource, readPlan } from '../storage/plan-files/read-plan.ts';
import type { Recovery } from '../storage/transaction/recover.ts';
import { hasPendingTransaction, openWorkspace, openWorkspaceCache, type Workspace } from '../workspace.ts';

/** The values of the options that every command has. */
export interface CommonFlags {
  dir?: string;
  today?: string;
  color?: 'always' | 'never' | 'auto';
  format?: string;
  json?: boolean;
  /** The file that the output goes to. */
  output?: string;
  /** Whether a pager may be used. */
  pager?: boolean;
  /** Whether the cache may be used; undefined for commands that change the plan. */
  index?: boolean;
}

/** The values of `--as-of`, `--known` and `--audience`. */
export interface ViewFlags {
  asOf?: string | undefined;
  known?: string | undefined;
  audience?: Audience | undefined;
}

/** The plan that a command works with, as the audience may know it. */
export interface ContextPlan extends LoadedPlan {
  /** The plan with everything that is recorded; `plan` is as of the day of `--as-of`, if it is given. */
  whole: Plan;
}

/** What the context needs to know of its command. */
export interface OutputProfile {
  /** The output formats: the default on a terminal, the default elsewhere, and the others. */
  formats: readonly [terminal: string, pipe: string, ...more: string[]];
  /** The command reads fields of items by name only, so items need not be parsed whole. */
  readsFieldsOnly?: boolean | undefined;
}

export class CommandContext {
  readonly io: System;
  readonly format: string;
  private readonly flags: CommonFlags;
  private snapshot: Snapshot | null = null;
  /** The day of `--as-of`; null if it is not given. */
  private asOfDay: string | null = null;
  private sparseFiles: PlanFiles | undefined;
  private stagedFiles: PlanFiles | undefined;
  private readonly notes: string[] = [];
  /** Who the output is for. */
  audience: Audience = 'internal';
  /** How much of the plan the output leaves out; null if it is internal, and before the plan is read. */
  leftOut: RedactedCounts | null = null;
  private readsFieldsOnly: boolean;
  private openedWorkspace: Workspace | undefined;
  private openedCache: PlanCache | undefined;

  constructor(io: System, flags: CommonFlags, { formats, readsFieldsOnly = false }: OutputProfile) {
    this.io = io;
    this.flags = flags;
    this.readsFieldsOnly = readsFieldsOnly;
    this.format = flags.json ? 'json' : (flags.format ?? defaultFormat(formats, io));
  }

  /** A context with other streams and, optionally, other flags; its output format is text. */
  fork(io: System, flags = this.flags): CommandContext {
    return new CommandContext(io, flags, { formats: ['text', 'text'] });
  }

  /** The absolute path of the plan’s folder. @throws PlanError `not-found` */
  get root(): string {
    return (
      this.openedWorkspace?.root ??
      findRoot(this.io.cwd, this.flags.dir ?? (this.io.env.PLAN_DIR || undefined))
    );
  }

  /** The plan’s folder, its repository and its state directory. @throws PlanError `not-found` */
  get workspace(): Workspace {
    this.openedWorkspace ??= openWorkspace(this.root, this.io);
    return this.openedWorkspace;
  }

  /** Where the plan is read from: a past snapshot or the staged files if one is in use, else the files on disk. */
  get source(): PlanSource {
    return {
      root: this.root,
      cwd: this.io.cwd,
      folder: this.snapshot?.folder ?? this.stagedFiles ?? this.sparseFiles,
      progress: createProgress(this.io, 'reading', 'items'),
    };
  }

  /** The same with the cache of parsed files, for commands that change nothing. */
  get cachedSource(): PlanSource {
    const { source } = this;
    if (source.folder || !this.flags.index) return source;
    this.openedCache ??= openWorkspaceCache(this.workspace, this.io.env, this.readsFieldsOnly);
    return { ...source, cache: this.openedCache };
  }

  /** In a sparse checkout, makes the files that it leaves out readable. */
  async loadSparseInfo(): Promise<void> {
    const { repo } = this.workspace;
    if (!repo || !isSparse(repo)) return;
    const { sparseFiles } = await import('../history/sparse-files.ts');
    this.sparseFiles = await sparseFiles(this.workspace, this.io.env);
  }

  /**
   * Reads the plan, as the audience may know it and as of the day of `--as-of`.
   * @param only the ids of the items to read; all if undefined
   */
  async read(only?: readonly string[]): Promise<ContextPlan> {
    await this.loadSparseInfo();
    const loaded = await loadPlan(this.cachedSource, only);
    const { plan: recorded, sources } = loaded;
    const whole = this.audience === 'internal' ? recorded : await this.redact(recorded);
    const plan = this.onDay(whole);
    const sourceOf = (item: Item) =>
      sources.items.get(item) ?? sources.items.get(findItem(recorded, idOf(item))!);
    return Object.assign(loaded, {
      ...{ ...plan, plan, whole },
      sources: { ...sources, items: { get: sourceOf } },
    });
  }

  private onDay<State extends Plan>(plan: State): State {
    return this.asOfDay === null ? plan : planAsOf(plan, this.asOfDay);
  }

  /** Recovers from an interrupted run, then reads the plan. */
  async load(only?: readonly string[]): Promise<ContextPlan> {
    await this.recover();
    return await this.read(only);
  }

  /**
   * From now on reads the plan as an audience may know it, as it was recorded at a revision (`--known`) and as of a day
   * (`--as-of`). The current day is then that day or, without one, the day of the revision. Prints both on standard error.
   * @param flags.known a commit, or a day, which means the end of it
   * @param flags.asOf a day, or a period, which means its last day
   * @throws PlanError `usage`, `not-found`; `refused` for a revision if there is no repository
   */
  async useView({ asOf, known, audience = 'internal' }: ViewFlags): Promise<void> {
    this.audience = audience;
    if (asOf === undefined && known === undefined) return;
    const { settings } = await readPlan(this.cachedSource, []);
    const clock = () => this.clock(settings ?? { 'time-zone': 'UTC' });
    const present = clock().today;
    if (known !== undefined) {
      const { snapshotAt } = await import('../history/snapshot.ts');
      const revision = parseRevisionDay(known, 'last', clock());
      this.snapshot = await snapshotAt(this.workspace, revision, settings, present, this.io).catch(
        (error) => {
          if (!(error instanceof PlanError) || error.code !== 'not-found' || !isDate(revision)) throw error;
          const hint = `\`plan list --as-of ${revision}\` shows how things stood then, by everything recorded since`;
          throw new PlanError(error.code, error.message, [error.hint, hint].filter(Boolean).join('; '));
        },
      );
    }
    if (asOf !== undefined) {
      this.asOfDay = parseAsOf(asOf, clock(), present);
      // A cache that reads field by field has no whole items, which the plan as of a day is made of.
      this.readsFieldsOnly = false;
      this.openedCache = undefined;
    }
    const { asOfDay, snapshot } = this;
    const texts = [
      ...(asOfDay === null ? [] : [`as of ${asOfDay}`]),
      ...(snapshot
        ? [
            `known on ${snapshot.day}: ${snapshot.commit.slice(0, 7)}${audience === 'public' ? '' : ` ${snapshot.subject}`}`,
          ]
        : []),
    ];
    this.io.err(`${oneLine(texts.join(', '))}\n`);
  }

  /** The public part of a plan. A note says how much it leaves out. */
  private async redact(plan: Plan): Promise<Plan> {
    const { countRedacted, redactPlan } = await import('../plan/model/redact.ts');
    const { omittedText } = await import('../render/common/count-notes.ts');
    this.leftOut = countRedacted(this.onDay(plan), 'public')!;
    this.queueNote(`public: omitted ${omittedText(this.leftOut)}`);
    return redactPlan(plan, 'public');
  }

  /**
   * From now on reads the plan as it is staged in git’s index.
   * @returns false if no file of the plan is in the index
   * @throws PlanError `refused` if there is no repository
   */
  async useStagedFiles(): Promise<boolean> {
    const { stagedFiles } = await import('../history/staged-files.ts');
    this.stagedFiles = (await stagedFiles(this.workspace, this.io.env)) ?? undefined;
    return this.stagedFiles !== undefined;
  }

  /** The day of `--as-of`; null if it is not given. */
  get asOf(): string | null {
    return this.asOfDay;
  }

  /** The hash of the commit that the plan is read from; null if it is read from disk. */
  get commit(): string | null {
    return this.snapshot?.commit ?? null;
  }

  /** The commit that has the plan as it is read, for `--known`: HEAD if all files are committed; null if they are not. */
  async committedAs(): Promise<string | null> {
    const { root, repo } = this.workspace;
    if (this.snapshot || !repo) return this.commit;
    const { workTreeStatus } = await import('../git/status.ts');
    const { head, files } = await workTreeStatus(repo, [root], this.io.env);
    const isPlanFile = (path: string) => /\.ya?ml$/.test(path);
    return files.some(({ path, what }) => what !== 'ignored by git' && isPlanFile(path)) ? null : head;
  }

  /** Completes or rolls back the change of an interrupted run, if there is one, and reports it. */
  async recover(): Promise<void> {
    const { workspace } = this;
    await this.loadSparseInfo();
    if (!hasPendingTransaction(workspace)) return;
    const { recover } = await import('../commit-changes.ts');
    const recovery = await recover(workspace, this.io);
    if (recovery) this.reportRecovery(recovery);
  }

  /** Prints what a recovery did, on standard error. */
  reportRecovery({ outcome, command, since, paths, skipped }: Recovery): void {
    const names = (list: readonly string[]) => list.map((path) => relative(this.io.cwd, path)).join(', ');
    const what =
      outcome === 'committed'
        ? 'was interrupted after it was committed; the change is complete'
        : `was interrupted before it was committed; ${paths.length > 0 ? `rolled back: ${names(paths)}` : 'no file had changed'}`;
    const edited =
      skipped.length === 0
        ? ''
        : `; not rolled back, because they may be your edits: ${names(skipped.map(({ path }) => path))}`;
    this.io.err(`${oneLine(`plan: \`${command}\` of ${since} ${what}${edited}`)}\n`);
  }

  /** Prints why the command is waiting, if standard error is a terminal. */
  reportWaiting(why: string): void {
    if (this.io.stderrIsTerminal) this.io.err(`plan: waiting: ${oneLine(why)}\n`);
  }

  /** The day of `--as-of`, or else the current day in the plan’s time zone, unless the user gave another one. @throws PlanError `usage` */
  clock({
    'time-zone': timeZone,
    reporting,
    'year-start': yearStart,
  }: Pick<PlanFile, 'time-zone' | 'reporting' | 'year-start'>): Clock {
    const given =
      this.asOfDay ?? this.flags.today ?? this.snapshot?.day ?? (this.io.env.PLAN_TODAY || undefined);
    if (given !== undefined && !isDate(given))
      throw new PlanError(
        'usage',
        `\`${given}\` is not a date`,
        'write it as YYYY-MM-DD, such as 2026-09-30',
      );
    const { io } = this;
    let day = given;
    return {
      // Read once: looking it up is slow, and it must be the same day for every item.
      get today() {
        day ??= io.dayIn(timeZone);
        return day;
      },
      staleAfter: reporting?.['stale-after'],
      yearStart,
    };
  }

  /** How to style text on standard output. */
  stdoutTheme(): Promise<Theme> {
    return createTheme(shouldColor(this.flags.color, this.io.env, this.io.stdoutIsTerminal));
  }

  get stderrHasColor(): boolean {
    return shouldColor(this.flags.color, this.io.env, this.io.stderrIsTerminal);
  }

  /** How to style text on standard error. */
  stderrTheme(): Promise<Theme> {
    return createTheme(this.stderrHasColor);
  }

  /** The width and style of text on standard output. @param wide do not limit the width to the terminal’s */
  async textLayout(wide = false): Promise<TextLayout> {
    const limited = this.io.stdoutIsTerminal && !wide;
    return { width: limited ? this.io.width : Number.POSITIVE_INFINITY, theme: await this.stdoutTheme() };
  }

  /** Saves the cache for the next command. */
  close(): void {
    this.openedCache?.save();
  }

  /** Prints a note on standard error once the output is written. */
  queueNote(text: string): void {
    this.notes.push(text);
  }

  /** Prints the queued notes. */
  flushNotes(): void {
    for (const text of this.notes.splice(0)) this.io.err(`${escapeControls(text, '\n')}\n`);
  }

  /** Prints the queued notes and why files could not be read. @returns the exit code */
  async finish({ findings }: Pick<LoadedPlan, 'findings'>): Promise<ExitCode> {
    this.flushNotes();
    if (findings.length === 0) return ExitCode.done;
    const { findingsText } = await import('../render/findings/text.ts');
    const { countText } = await import('../render/findings/messages.ts');
    const theme = await this.stderrTheme();
    this.io.err(findingsText(findings, theme));
    this.io.err(
      `${theme.error('plan:')} the output is incomplete: some files can’t be read: ${countText(findings)}\n`,
    );
    return ExitCode.findings;
  }

  /** Prints a warning on standard error: an error that does not end the command. */
  warn({ message, hint }: PlanError): void {
    this.io.err(
      `plan: ${escapeControls(message, '\n')}\n${hint === null ? '' : `  ${escapeControls(hint, '\n')}\n`}`,
    );
  }

  /**
   * Prints what a change did. When that fails, this is a warning: the change is made, and the exit code must not say that
   * nothing was changed, or the user makes it again.
   * @param isMade false when nothing was changed; then a failure is an error
   */
  async printOutcome(isMade: boolean, print: () => void | Promise<void>): Promise<void> {
    try {
      await print();
    } catch (error) {
      if (!isMade || !(error instanceof PlanError)) throw error;
      this.warn(
        new PlanError(error.code, `the change was made, but its result was not printed: ${error.message}`),
      );
    }
  }

  /** Prints a JSON document. @param kind its `kind` */
  json(kind: string, body: object): void {
    this.io.out(toJson(kind, namesFor(this.audience, body)));
  }
}

/** The day that `--as-of` gives. @throws PlanError `usage` for what is not a day, and for a day in the future */
function parseAsOf(text: string, clock: Clock, present: string): string {
  const day = parseRevisionDay(text, 'last', clock);
  if (!isDate(day))
    throw new PlanError(
      'usage',
      `\`--as-of ${text}\` is not a day`,
      `give a day, such as 2026-09-30; to read the plan at a commit or tag, use \`--known ${text}\``,
    );
  if (day > present)
    throw new PlanError('usage', `${day} is in the future: today is ${present}`, 'give a day up to today');
  return day;
}

/** The format if the user named none; in GitHub Actions, `github` if the command has it. */
function defaultFormat(
  [terminal, pipe, ...more]: readonly [terminal: string, pipe: string, ...more: string[]],
  { env, stdoutIsTerminal }: System,
): string {
  if (env.GITHUB_ACTIONS === 'true' && more.includes('github')) return 'github';
  return stdoutIsTerminal ? terminal : pipe;
}
