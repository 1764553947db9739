/** Summaries of the rules that are checked outside this folder. A rule with a summary alone is always an error. */
type Summaries = Readonly<Record<string, string>>;

/** Rules about a file as a whole. */
export const fileRules = {
  'unreadable-file': 'Every file of the plan can be read.',
  'too-many-findings': 'All findings of a file can be listed.',
} as const satisfies Summaries;

/** Rules about the YAML of a file. */
export const yamlRules = {
  'conflict-marker': 'No merge conflict is left in a file.',
  'several-documents': 'A file holds one document.',
  'duplicate-key': 'No key appears twice in a mapping.',
  'tab-as-indent': 'Lines are indented with spaces.',
  'yaml-feature': 'Anchors, aliases, tags, merge keys and keys other than words are not used.',
  'yaml-syntax': 'The text is YAML.',
} as const satisfies Summaries;
export type YamlRule = keyof typeof yamlRules;

/** Rules about the schema of a file: every way in which a value can be invalid. */
export const schemaRules = {
  'missing-key': 'A mapping has every required key.',
  'unknown-key': 'A mapping has only known keys, and keys that start with `x-`.',
  'unknown-word': 'A field with a fixed set of values has one of them.',
  'wrong-type': 'Text is text, a list is a list, a mapping is a mapping.',
  'wrong-form': 'A date, an id, an address or a line of text has the form of one.',
} as const satisfies Summaries;
export type SchemaRule = keyof typeof schemaRules;

/** Rules about what plan.yaml says about rules and queries. */
export const policyRules = {
  'unknown-rule': 'Only rules that exist are named in `validation`.',
  'fixed-rule': 'No rule by which a file is read is turned off, made a warning or suppressed.',
  'duplicate-rule': 'The id of a custom rule is not the id of another rule.',
  'bad-expression':
    'The expression of a custom rule is true or false for every item, and the expression of a saved query is valid.',
} as const satisfies Summaries;
export type PolicyRule = keyof typeof policyRules;

/** Rules about `# plan-ignore` comments. */
export const suppressionRules = {
  'suppression-unknown-rule': { severity: 'error', summary: 'A suppression names rules that exist.' },
  'suppression-unused': { severity: 'warning', summary: 'A suppression suppresses a finding.' },
  'suppression-without-reason': { severity: 'error', summary: 'A suppression gives a reason.' },
} as const;
export type SuppressionRule = keyof typeof suppressionRules;

/** The rule about what the audit can read. */
export const completenessRules = {
  'history-incomplete': 'The clone has the whole history of the plan.',
} as const;

/** Rules about the folder `evidence`. */
export const evidenceRules = {
  'evidence-file': {
    severity: 'error',
    summary: 'Every file that an update names as evidence exists and has the recorded SHA-256.',
  },
  'evidence-unused': {
    severity: 'warning',
    summary: 'Every file in `evidence` is named by an update.',
  },
} as const;
export type EvidenceRule = keyof typeof evidenceRules;
