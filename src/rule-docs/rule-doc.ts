/** The documentation of a rule. */

/**
 * `wrong` and `right` are examples that end with a line break. A YAML example shows only the keys that matter; a line
 * `# plan/items/04.yaml` names the file of the lines after it, where that is not an item. In a shell example, commands
 * begin with `$ `.
 */
export interface RuleDoc {
  /** Why the rule exists, in two to four plain sentences. */
  why: string;
  wrong: string;
  right: string;
}

/** Documentation for each rule in a table of rules, and for no other. */
export type RuleDocs<Table> = Readonly<Record<keyof Table, RuleDoc>>;
