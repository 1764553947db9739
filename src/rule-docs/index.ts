/** Every rule that a finding can name, with its documentation. Only commands that describe rules load it. */
import type { Severity } from '../errors.ts';
import { rowRules } from '../plan/changes/import-rows.ts';
import { codeownersRules } from '../plan/codeowners.ts';
import { changeRules } from '../plan/rules/change/index.ts';
import { historyRules } from '../plan/rules/history/index.ts';
import { rules } from '../plan/rules/index.ts';
import {
  completenessRules,
  evidenceRules,
  fileRules,
  policyRules,
  schemaRules,
  suppressionRules,
  yamlRules,
} from '../plan/rules/rule-summaries.ts';
import { agenciesRuleDocs } from './agencies.ts';
import { changeRuleDocs } from './change.ts';
import { codeownersRuleDocs } from './codeowners.ts';
import { correctionRuleDocs } from './corrections.ts';
import { dateRuleDocs } from './dates.ts';
import { decisionRuleDocs } from './decisions.ts';
import { evidenceRuleDocs } from './evidence.ts';
import { fileRuleDocs } from './files.ts';
import { fingerprintRuleDocs } from './fingerprint.ts';
import { followUpRuleDocs } from './follow-up.ts';
import { completenessRuleDocs, historyRuleDocs } from './history.ts';
import { importRuleDocs } from './import-rows.ts';
import { planFileRuleDocs } from './plan-file.ts';
import { policyRuleDocs } from './policy.ts';
import { progressRuleDocs } from './progress.ts';
import { referenceRuleDocs } from './references.ts';
import type { RuleDoc, RuleDocs } from './rule-doc.ts';
import { schemaRuleDocs } from './schema.ts';
import { suppressionRuleDocs } from './suppression.ts';
import { yamlRuleDocs } from './yaml.ts';

/** What a rule checks. `change`: the changes of a branch; `import`: rows that `plan apply` reads; `policy`: which rules apply. */
type RuleSubject =
  | 'file'
  | 'yaml'
  | 'schema'
  | 'policy'
  | 'plan'
  | 'agencies'
  | 'item'
  | 'evidence'
  | 'history'
  | 'change'
  | 'import';

/** An entry in a table of rules. */
interface RuleEntry {
  severity: Severity;
  summary: string;
}

export interface KnownRule extends RuleEntry, RuleDoc {
  id: string;
  subject: RuleSubject;
}

/** In the order in which a plan is checked. */
export const ruleDocs: readonly KnownRule[] = [
  ...group('file', errors(fileRules), fileRuleDocs),
  ...group('yaml', errors(yamlRules), yamlRuleDocs),
  ...group('schema', errors(schemaRules), schemaRuleDocs),
  ...group('policy', errors(policyRules), policyRuleDocs),
  ...group('policy', suppressionRules, suppressionRuleDocs),
  ...group('plan', rules.settings, planFileRuleDocs),
  ...group('agencies', rules.agencies, agenciesRuleDocs),
  ...group('item', rules.item, {
    ...referenceRuleDocs,
    ...progressRuleDocs,
    ...dateRuleDocs,
    ...correctionRuleDocs,
    ...decisionRuleDocs,
    ...fingerprintRuleDocs,
    ...followUpRuleDocs,
  }),
  ...group('evidence', evidenceRules, evidenceRuleDocs),
  ...group('history', errors(completenessRules), completenessRuleDocs),
  ...group('history', historyRules, historyRuleDocs),
  ...group('change', changeRules, changeRuleDocs),
  ...group('change', errors(codeownersRules), codeownersRuleDocs),
  ...group('import', errors(without(rowRules, schemaRules)), importRuleDocs),
];

function group<Table extends Readonly<Record<string, RuleEntry>>>(
  subject: RuleSubject,
  table: Table,
  docs: RuleDocs<NoInfer<Table>>,
): KnownRule[] {
  return Object.entries(table).map(([id, { severity, summary }]) => {
    return { id, severity, subject, summary, ...docs[id as keyof Table] };
  });
}

/** The rules of one table that are not in another: rules that share a name share their documentation. */
function without<Rules extends object, Others extends object>(rules: Rules, others: Others) {
  const own = Object.entries(rules).filter(([id]) => !(id in others));
  return Object.fromEntries(own) as Omit<Rules, keyof Others>;
}

/** A table with a summary of each rule alone: a file or row that breaks one cannot be read, which is always an error. */
function errors<Id extends string>(summaries: Readonly<Record<Id, string>>): Record<Id, RuleEntry> {
  const entries = Object.entries<string>(summaries).map(([id, summary]) => [
    id,
    { severity: 'error', summary },
  ]);
  return Object.fromEntries(entries) as Record<Id, RuleEntry>;
}
