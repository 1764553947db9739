/** The interface of a rule about a file of the plan. Rules are pure: they read values and return violations. */
import type { Agency } from '../../../schemas/agencies.ts';
import type { Item } from '../../../schemas/item.ts';
import type { PlanFile } from '../../../schemas/plan.ts';
import type { Path, Severity } from '../../errors.ts';
import type { NumberGap } from '../model/numbering.ts';
import type { Plan } from '../model/plan.ts';

/** What a rule about items can use besides the item. */
export interface RuleContext {
  plan: Plan;
  /** How many files hold an item of each id. */
  copies: ReadonlyMap<string, number>;
  /** `YYYY-MM-DD`. */
  today: string;
  /** SHA-256 of a text, in hexadecimal. */
  sha256(text: string): string;
  /** The name of the item's file, `05.yaml`. */
  fileName: string;
  /** The subfolder of `items` that holds the file; null where it is `items` itself. */
  folder: string | null;
  /** The path of a file of this name in such a folder, relative to the working directory. */
  pathIn(folder: string | null): string;
  /** The item numbers that are missing before a file, by its name. */
  gapBefore(fileName: string): NumberGap | undefined;
}

/** What a rule about agencies.yaml can use besides the agencies. */
export interface AgenciesContext {
  /** Null where an item cannot be read. */
  items: readonly Item[] | null;
  /** The items without findings. */
  clean?: ReadonlySet<Item>;
}

/** A violation of a rule: the path of the wrong value, what is wrong, and what to do. */
export interface Violation {
  path: Path;
  message: string;
  hint?: string | null | undefined;
}

/** A rule about a `Subject`; its `Context` is null for rules about plan.yaml. */
export interface Rule<Subject, Context = null> {
  severity: Severity;
  /** What must hold, in one sentence. */
  summary: string;
  check(subject: Subject, context: Context): Iterable<Violation>;
}

export type ItemRule = Rule<Item, RuleContext>;
export type AgenciesRule = Rule<readonly Agency[], AgenciesContext>;
export type SettingsRule = Rule<PlanFile>;
