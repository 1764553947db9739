/** What a command works with: the streams, the plan, the day, and how to answer. */
import { relative } from 'node:path';
import type { PlanFile } from '../../schemas/plan.ts';
import { PlanError } from '../errors.ts';
import { ExitCode } from '../exit-codes.ts';
import { isSparse } from '../git/repository.ts';
import type { Snapshot } from '../history/snapshot.ts';
import type { System } from '../io.ts';
import { type Clock, isDate } from '../plan/model/calendar-date.ts';
import { parseMoment } from '../plan/model/date-expressions.ts';
import { createProgress } from '../progress.ts';
import { createTheme, type Theme } from '../render/common/colors.ts';
import type { TextLayout } from '../render/common/data-table.ts';
import { escapeControls, oneLine } from '../render/common/escape.ts';
import { toJson } from '../render/common/json.ts';
import type { Index } from '../storage/plan-cache/plan-cache.ts';
import type { PlanFiles } from '../storage/plan-files/file-source.ts';
import { findRoot } from '../storage/plan-files/find-root.ts';
import { type LoadedPlan, loadPlan, type PlanSource, readPlan } from '../storage/plan-files/read-plan.ts';
import type { Recovery } from '../storage/transaction/transaction.ts';
import { hasPendingTransaction, openIndex, openWorkspace, type Workspace } from '../workspace.ts';

/** What every command understands. */
export interface CommonFlags {
  dir?: string;
  today?: string;
  color?: 'always' | 'never' | 'auto';
  format?: string;
  json?: boolean;
  /** The file that the answer goes to. */
  output?: string;
  /** Whether a pager may show it. */
  pager?: boolean;
  /** Whether files that have not changed need not be read again; absent for commands that change the plan. */
  index?: boolean;
}

/** How a command answers. */
export interface OutputProfile {
  formats: readonly [terminal: string, pipe: string, ...more: string[]];
  /** It asks items for facts of theirs by name, and for nothing else. */
  asksFacts?: boolean | undefined;
}

export class CommandContext {
  readonly io: System;
  readonly format: string;
  private readonly flags: CommonFlags;
  private past: Snapshot | null = null;
  private sparse: PlanFiles | undefined;
  private staged: PlanFiles | undefined;
  private readonly later: string[] = [];
  private readonly asksFacts: boolean;
  private found: Workspace | undefined;
  private opened: Index | undefined;

  constructor(io: System, flags: CommonFlags, { formats, asksFacts = false }: OutputProfile) {
    this.io = io;
    this.flags = flags;
    this.asksFacts = asksFacts;
    this.format = flags.json ? 'json' : (flags.format ?? defaultFormat(formats, io));
  }

  /** The same command with other streams, and maybe other flags, answering in text. */
  fork(io: System, flags = this.flags): CommandContext {
    return new CommandContext(io, flags, { formats: ['text', 'text'] });
  }

  /** The folder of the plan, absolute. */
  get root(): string {
    return this.found?.root ?? findRoot(this.io.cwd, this.flags.dir ?? (this.io.env.PLAN_DIR || undefined));
  }

  /** Where the plan's changes are made. */
  get workspace(): Workspace {
    this.found ??= openWorkspace(this.root, this.io);
    return this.found;
  }

  /** Where the plan is read from: its files as they are at this moment, unless a moment of the past was named. */
  get where(): PlanSource {
    return {
      root: this.root,
      cwd: this.io.cwd,
      folder: this.past?.folder ?? this.staged ?? this.sparse,
      progress: createProgress(this.io, 'reading', 'items'),
    };
  }

  /** The same, for commands that change nothing: with what is known of the files that have not changed since. */
  get known(): PlanSource {
    const { where } = this;
    if (where.folder || !this.flags.index) return where;
    this.opened ??= openIndex(this.workspace, this.io.env, this.asksFacts);
    return { ...where, index: this.opened };
  }

  /** Sees which files a sparse checkout leaves out, where there is one. */
  async loadSparseInfo(): Promise<void> {
    const { repo } = this.workspace;
    if (!repo || !isSparse(repo)) return;
    const { sparseFiles } = await import('../history/sparse-files.ts');
    this.sparse = await sparseFiles(this.workspace, this.io.env);
  }

  /** The plan; of its items, where named, only those. */
  async read(only?: readonly string[]): Promise<LoadedPlan> {
    await this.loadSparseInfo();
    return await loadPlan(this.known, only);
  }

  /** The plan, once what an interrupted run may have left is mended. */
  async load(only?: readonly string[]): Promise<LoadedPlan> {
    await this.mend();
    return await this.read(only);
  }

  /**
   * From here on the plan is read as it stood at a day's end or at a commit, and that day is today.
   * @throws PlanError `usage`, `not-found`; `refused` where there is no repository
   */
  async checkoutMoment(moment: string | undefined): Promise<void> {
    if (moment === undefined) return;
    const { snapshotAt } = await import('../history/snapshot.ts');
    const { settings } = await readPlan(this.known, []);
    const clock = this.clock(settings ?? { 'time-zone': 'UTC' });
    this.past = await snapshotAt(
      this.workspace,
      parseMoment(moment, 'last', clock),
      settings,
      clock.today,
      this.io,
    );
    const { commit, day, subject } = this.past;
    this.io.err(`${oneLine(`as of ${day}: ${commit.slice(0, 7)} ${subject}`)}\n`);
  }

  /**
   * From here on the plan is read as git's index has it. False where that has none.
   * @throws PlanError `refused` where there is no repository
   */
  async checkoutIndex(): Promise<boolean> {
    const { stagedFiles } = await import('../history/staged-files.ts');
    this.staged = (await stagedFiles(this.workspace, this.io.env)) ?? undefined;
    return this.staged !== undefined;
  }

  /** The commit the plan is read from; null where it is read from its files. */
  get commit(): string | null {
    return this.past?.commit ?? null;
  }

  /** Half a change is no answer: whoever comes next puts it right, and says so. */
  async mend(): Promise<void> {
    const { workspace } = this;
    await this.loadSparseInfo();
    if (!hasPendingTransaction(workspace)) return;
    const { recover } = await import('../commit-changes.ts');
    const mended = await recover(workspace, this.io);
    if (mended) this.reportRecovery(mended);
  }

  reportRecovery({ outcome, command, since, paths, left }: Recovery): void {
    const names = (of: readonly string[]) => of.map((path) => relative(this.io.cwd, path)).join(', ');
    const what =
      outcome === 'kept'
        ? 'was interrupted after it was committed, and is whole'
        : `was interrupted before it was committed; ${paths.length > 0 ? `put back: ${names(paths)}` : 'nothing had changed yet'}`;
    const edited =
      left.length === 0 ? '' : `; edited since, and left so: ${names(left.map(({ path }) => path))}`;
    this.io.err(`${oneLine(`plan: \`${command}\` of ${since} ${what}${edited}`)}\n`);
  }

  /** Progress, for somebody who is looking. */
  tellWaiting(why: string): void {
    if (this.io.stderrIsTerminal) this.io.err(`plan: waiting: ${oneLine(why)}\n`);
  }

  /** The day it is where the plan is kept, unless the user says another. */
  clock({
    'time-zone': timeZone,
    reporting,
    'year-start': yearStart,
  }: Pick<PlanFile, 'time-zone' | 'reporting' | 'year-start'>): Clock {
    const named = this.flags.today ?? this.past?.day ?? (this.io.env.PLAN_TODAY || undefined);
    if (named !== undefined && !isDate(named))
      throw new PlanError('usage', `\`${named}\` is not a day`, 'give it as YYYY-MM-DD, such as 2026-09-30');
    const { io } = this;
    let day = named;
    return {
      // Each item is asked about it, and the clock is slow to say; nor may midnight come between two of them.
      get today() {
        day ??= io.dayIn(timeZone);
        return day;
      },
      staleAfter: reporting?.['stale-after'],
      yearStart,
    };
  }

  paintOut(): Promise<Theme> {
    return createTheme(isColoured(this.flags.color, this.io.env, this.io.stdoutIsTerminal));
  }

  get isErrColoured(): boolean {
    return isColoured(this.flags.color, this.io.env, this.io.stderrIsTerminal);
  }

  paintErr(): Promise<Theme> {
    return createTheme(this.isErrColoured);
  }

  async page(wide = false): Promise<TextLayout> {
    const fits = this.io.stdoutIsTerminal && !wide;
    return { width: fits ? this.io.width : Number.POSITIVE_INFINITY, paint: await this.paintOut() };
  }

  /** Keeps for the next command what this one has read. */
  close(): void {
    this.opened?.keep();
  }

  /** Whether it is the index that is broken; then it is removed. */
  discardBrokenIndex(error: unknown): boolean {
    return this.opened?.forgot(error) ?? false;
  }

  /** Keeps talk for after the answer. */
  queueNote(text: string): void {
    this.later.push(text);
  }

  /** Says what was kept. */
  flushNotes(): void {
    for (const text of this.later.splice(0)) this.io.err(`${escapeControls(text, '\n')}\n`);
  }

  /** Says what there is to say of an answer, and what a reading left out, and gives the exit code of an answer that rests on it. */
  async finish({ findings }: Pick<LoadedPlan, 'findings'>): Promise<ExitCode> {
    this.flushNotes();
    if (findings.length === 0) return ExitCode.done;
    const { findingsText } = await import('../render/findings/text.ts');
    const { countText } = await import('../render/findings/messages.ts');
    const painted = await this.paintErr();
    this.io.err(findingsText(findings, painted));
    this.io.err(
      `${painted.bad('plan:')} the answer is partial, for some files can’t be read: ${countText(findings)}\n`,
    );
    return ExitCode.findings;
  }

  /** Tells of trouble that did not keep the command from doing what it was asked. */
  warn({ message, hint }: PlanError): void {
    this.io.err(
      `plan: ${escapeControls(message, '\n')}\n${hint === null ? '' : `  ${escapeControls(hint, '\n')}\n`}`,
    );
  }

  json(kind: string, body: object): void {
    this.io.out(toJson(kind, body));
  }
}

/** The format where none was asked for: a runner of GitHub Actions gets its own, where there is one. */
function defaultFormat(
  [terminal, pipe, ...more]: readonly [terminal: string, pipe: string, ...more: string[]],
  { env, stdoutIsTerminal }: System,
): string {
  if (env.GITHUB_ACTIONS === 'true' && more.includes('github')) return 'github';
  return stdoutIsTerminal ? terminal : pipe;
}

/** `--color` before `NO_COLOR` before `FORCE_COLOR` before the terminal. */
export function isColoured(when: string | undefined, env: System['env'], isTerminal: boolean): boolean {
  if (when === 'always' || when === 'never') return when === 'always';
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR) return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false';
  return isTerminal && env.TERM !== 'dumb';
}
