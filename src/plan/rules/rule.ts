/** What a rule is. Rules see values only: they report problems and never print. */
import type { Agency } from '../../../schemas/agencies.ts';
import type { Item } from '../../../schemas/item.ts';
import type { PlanFile } from '../../../schemas/plan.ts';
import type { Path, Severity } from '../../errors.ts';
import type { NumberGap } from '../model/numbering.ts';
import type { Plan } from '../model/plan.ts';

/** What a rule about items may look at beside the item. */
export interface RuleContext {
  plan: Plan;
  /** How many files hold an item of each id. */
  copies: ReadonlyMap<string, number>;
  /** The day it is, `YYYY-MM-DD`. */
  today: string;
  /** SHA-256 of a text, in hexadecimal. */
  sha256(text: string): string;
  /** The name of the item's file, `05.yaml`. */
  fileName: string;
  /** The folder in `items` that the file stands in; null where it stands in `items` itself. */
  folder: string | null;
  /** Where a file of its name stands in such a folder, as the user would type it. */
  shown(folder: string | null): string;
  /** The numbers that are missing before a file of items, by its name. */
  gapBefore(fileName: string): NumberGap | undefined;
}

/** What a rule about the register may look at beside it. */
export interface AgenciesContext {
  /** Null while one of them can't be read. */
  items: readonly Item[] | null;
  /** Those of them in which nothing was found. */
  sound?: ReadonlySet<Item>;
}

/** What a rule finds: where in the value, what is wrong, and what to do. */
export interface Violation {
  path: Path;
  message: string;
  hint?: string | null | undefined;
}

/** `Needs` is what it looks at beside the subject; a rule about the plan's file needs nothing. */
export interface Rule<Subject, Needs = null> {
  severity: Severity;
  /** What must hold, in one sentence. */
  summary: string;
  check(subject: Subject, context: Needs): Iterable<Violation>;
}

export type ItemRule = Rule<Item, RuleContext>;
export type AgenciesRule = Rule<readonly Agency[], AgenciesContext>;
export type SettingsRule = Rule<PlanFile>;
