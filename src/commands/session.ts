/** What a verb works with: the streams, the plan, the day, and how to answer. */
import { resolve } from 'node:path';
import type { PlanFile } from '../../schemas/plan.ts';
import type { Io } from '../io.ts';
import { dayIn, isDate } from '../plan/dates.ts';
import { countText, findingsText } from '../render/findings.ts';
import { envelope } from '../render/json.ts';
import { type Paint, paint } from '../render/paint.ts';
import type { Page } from '../render/rows.ts';
import { findRoot, type Loaded, load } from '../store/read.ts';
import { type Exit, exits, Fault } from '../trouble.ts';
import type { CommonFlags, Verb } from './verb.ts';

export class Session {
  readonly io: Io;
  readonly format: string;
  private readonly flags: CommonFlags;

  constructor(io: Io, flags: CommonFlags, { formats: [terminal, pipe] }: Pick<Verb, 'formats'>) {
    this.io = io;
    this.flags = flags;
    this.format = flags.json ? 'json' : (flags.format ?? (io.stdoutIsTerminal ? terminal : pipe));
  }

  /** The folder of the plan, absolute. */
  get root(): string {
    const named = this.flags.dir ?? (this.io.env.PLAN_DIR || undefined);
    return findRoot(this.io.cwd, named === undefined ? undefined : resolve(this.io.cwd, named));
  }

  load(): Loaded {
    return load(this.root, this.io.cwd);
  }

  /** The day it is where the plan is kept, unless the user says another. */
  today({ 'time-zone': timeZone }: Pick<PlanFile, 'time-zone'>): string {
    const named = this.flags.today ?? (this.io.env.PLAN_TODAY || undefined);
    if (named === undefined) return dayIn(timeZone, this.io.now());
    if (!isDate(named))
      throw new Fault('usage', `\`${named}\` is not a day`, 'give it as YYYY-MM-DD, such as 2026-09-30');
    return named;
  }

  paintOut(): Promise<Paint> {
    return paint(isColoured(this.flags.color, this.io.env, this.io.stdoutIsTerminal));
  }

  paintErr(): Promise<Paint> {
    return paint(isColoured(this.flags.color, this.io.env, this.io.stderrIsTerminal));
  }

  async page(wide = false): Promise<Page> {
    const fits = this.io.stdoutIsTerminal && !wide;
    return { width: fits ? this.io.width : Number.POSITIVE_INFINITY, paint: await this.paintOut() };
  }

  /** Says what a reading left out, and gives the exit code of an answer that rests on it. */
  async partial({ findings }: Pick<Loaded, 'findings'>): Promise<Exit> {
    if (findings.length === 0) return exits.done;
    const painted = await this.paintErr();
    this.io.err(findingsText(findings, painted));
    this.io.err(
      `${painted.bad('plan:')} the answer is partial, for some files can’t be read: ${countText(findings)}\n`,
    );
    return exits.findings;
  }

  json(kind: string, body: object): void {
    this.io.out(envelope(kind, body));
  }
}

/** `--color` before `NO_COLOR` before `FORCE_COLOR` before the terminal. */
export function isColoured(when: CommonFlags['color'], env: Io['env'], isTerminal: boolean): boolean {
  if (when === 'always' || when === 'never') return when === 'always';
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR) return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false';
  return isTerminal && env.TERM !== 'dumb';
}
