/** What a rule is. Rules see values only: they report problems and never print. */
import type { Agency } from '../../../schemas/agencies.ts';
import type { Item } from '../../../schemas/item.ts';
import type { PlanFile } from '../../../schemas/plan.ts';
import type { Path, Severity } from '../../trouble.ts';
import type { Plan } from '../plan.ts';

/** What every rule may look at beside the value it judges. */
export interface Context {
  plan: Plan;
  /** How many files hold an item of each id. */
  copies: ReadonlyMap<string, number>;
  /** The day it is, `YYYY-MM-DD`. */
  today: string;
  /** SHA-256 of a text, in hexadecimal. */
  sha256(text: string): string;
  /** The name of the item's file, `05.yaml`. */
  fileName: string;
}

/** What a rule finds: where in the value, what is wrong, and what to do. */
export interface Found {
  path: Path;
  message: string;
  hint?: string | null | undefined;
}

export interface Rule<Subject> {
  severity: Severity;
  /** What must hold, in one sentence. */
  about: string;
  check(subject: Subject, context: Context): Iterable<Found>;
}

export type ItemRule = Rule<Item>;
export type RegisterRule = Rule<readonly Agency[]>;
export type PlanRule = Rule<PlanFile>;
