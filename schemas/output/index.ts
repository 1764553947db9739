/**
 * The JSON Schemas of `--json` output: an envelope `{"schemaVersion":1,"kind":…}` with the keys of each kind. Within a schema
 * version keys are only added, so readers must ignore unknown keys.
 */
import * as z from 'zod/mini';
import {
  codeownersKeys,
  completionKeys,
  doctorKeys,
  errorKeys,
  findingsKeys,
  hookKeys,
  ruleKeys,
  ruleListKeys,
  setupCheckKeys,
} from './checks.ts';
import { blameKeys, changesKeys, logKeys } from './history.ts';
import { itemDetailsKeys, itemListKeys } from './items.ts';
import { agencyListKeys, calendarKeys, chartKeys, reportKeys, summaryKeys } from './overview.ts';
import { fieldListKeys, itemCountsKeys, queryListKeys } from './queries.ts';
import {
  acknowledgeKeys,
  addKeys,
  amendKeys,
  applyKeys,
  correctionKeys,
  publishKeys,
  releaseKeys,
  retireKeys,
  setupKeys,
  syncKeys,
  undoKeys,
  updateKeys,
} from './writes.ts';

/** The keys of each kind, and the command that writes it. */
const outputs = {
  acknowledge: { command: '`plan acknowledge`', keys: acknowledgeKeys },
  add: { command: '`plan add`', keys: addKeys },
  'agency-list': { command: '`plan agencies`', keys: agencyListKeys },
  amend: { command: '`plan amend`', keys: amendKeys },
  apply: { command: '`plan apply`', keys: applyKeys },
  blame: { command: '`plan blame`', keys: blameKeys },
  calendar: { command: '`plan calendar`', keys: calendarKeys },
  chart: { command: '`plan chart`', keys: chartKeys },
  changes: { command: '`plan changes` and `plan diff`', keys: changesKeys },

  codeowners: { command: '`plan codeowners`', keys: codeownersKeys },
  completion: { command: '`plan completion`', keys: completionKeys },
  correct: { command: '`plan correct`', keys: correctionKeys },
  doctor: { command: '`plan doctor`', keys: doctorKeys },
  error: { command: 'any command that fails', keys: errorKeys },
  'field-list': { command: '`plan fields`', keys: fieldListKeys },
  findings: { command: '`plan validate`, `plan audit` and `plan codeowners --check`', keys: findingsKeys },
  hook: { command: '`plan hook`', keys: hookKeys },
  'item-counts': { command: '`plan list --count-by`', keys: itemCountsKeys },
  'item-details': { command: '`plan show`', keys: itemDetailsKeys },
  'item-list': { command: '`plan list`', keys: itemListKeys },
  log: { command: '`plan log`', keys: logKeys },
  note: { command: '`plan note`', keys: updateKeys },
  'query-list': { command: '`plan queries`', keys: queryListKeys },
  report: { command: '`plan report`', keys: reportKeys },
  retire: { command: '`plan retire`', keys: retireKeys },
  rule: { command: '`plan explain`', keys: ruleKeys },
  'rule-list': { command: '`plan rules`', keys: ruleListKeys },
  setup: { command: '`plan setup`', keys: setupKeys },
  'setup-check': { command: '`plan setup --check`', keys: setupCheckKeys },
  summary: { command: '`plan summary`', keys: summaryKeys },
  sync: { command: '`plan sync`', keys: syncKeys },
  undo: { command: '`plan undo`', keys: undoKeys },
  update: { command: '`plan update`', keys: updateKeys },
  publish: { command: '`plan publish`', keys: publishKeys },
  release: { command: '`plan release`', keys: releaseKeys },
  withdraw: { command: '`plan withdraw`', keys: correctionKeys },
} as const;
export type OutputKind = keyof typeof outputs;
export const outputKinds = Object.keys(outputs) as OutputKind[];

export function outputSchema(kind: OutputKind) {
  const { command, keys } = outputs[kind];
  const envelope = z.object({
    schemaVersion: z
      .literal(1)
      .check(z.describe('The version changes only if keys are removed or change their meaning.')),
    kind: z.literal(kind).check(z.describe('The kind of output.')),
    ...keys,
  });
  const { $schema, ...rest } = z.toJSONSchema(envelope, { target: 'draft-07', io: 'input' });
  return { $schema, title: `plantrail: the JSON output of ${command}`, ...rest };
}
