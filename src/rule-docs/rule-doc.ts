/** Why a rule is there, for somebody who has just met it. */

/**
 * An example is a text to look at. One of YAML shows the keys that matter alone; `# plan/items/04.yaml` on a line says
 * which file what follows stands in, where it is not an item's. One of a shell begins its commands with `$ `.
 */
export interface RuleDoc {
  /** Why it matters: two to four plain sentences. */
  why: string;
  /** What breaks the rule. */
  wrong: string;
  /** What keeps it. */
  right: string;
}

/** One for each rule of a table, and for no other. */
export type RuleDocs<Table> = Readonly<Record<keyof Table, RuleDoc>>;
