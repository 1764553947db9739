/**
 * The JSON Schemas of `--json` output: an envelope `{"schemaVersion":1,"kind":…}` with the keys of each kind. Within a schema
 * version keys are only added, so readers must ignore unknown keys.
 */
import * as z from 'zod/mini';
import {
  codeowners,
  completion,
  doctor,
  error,
  findings,
  hook,
  rule,
  ruleList,
  setupCheck,
} from './checks.ts';
import { blame, changes, log } from './history.ts';
import { itemDetails, itemList } from './items.ts';
import { agencyList, calendar, chart, report, summary } from './overview.ts';
import { fieldList, itemCounts, queryList } from './queries.ts';
import { acknowledge, add, amend, apply, report as reported, retire, setup, sync, undo } from './writes.ts';

/** The keys of each kind, and the command that writes it. */
export const outputs = {
  acknowledge: { command: '`plan acknowledge`', keys: acknowledge },
  add: { command: '`plan add`', keys: add },
  'agency-list': { command: '`plan agencies`', keys: agencyList },
  amend: { command: '`plan amend`', keys: amend },
  apply: { command: '`plan apply`', keys: apply },
  blame: { command: '`plan blame`', keys: blame },
  calendar: { command: '`plan calendar`', keys: calendar },
  chart: { command: '`plan chart`', keys: chart },
  changes: { command: '`plan changes` and `plan diff`', keys: changes },

  codeowners: { command: '`plan codeowners`', keys: codeowners },
  completion: { command: '`plan completion`', keys: completion },
  doctor: { command: '`plan doctor`', keys: doctor },
  error: { command: 'any command that fails', keys: error },
  'field-list': { command: '`plan fields`', keys: fieldList },
  findings: { command: '`plan validate`, `plan audit` and `plan codeowners --check`', keys: findings },
  hook: { command: '`plan hook`', keys: hook },
  'item-counts': { command: '`plan list --count-by`', keys: itemCounts },
  'item-details': { command: '`plan show`', keys: itemDetails },
  'item-list': { command: '`plan list`', keys: itemList },
  log: { command: '`plan log`', keys: log },
  note: { command: '`plan note`', keys: reported },
  'query-list': { command: '`plan queries`', keys: queryList },
  report: { command: '`plan report`', keys: report },
  retire: { command: '`plan retire`', keys: retire },
  rule: { command: '`plan explain`', keys: rule },
  'rule-list': { command: '`plan rules`', keys: ruleList },
  setup: { command: '`plan setup`', keys: setup },
  'setup-check': { command: '`plan setup --check`', keys: setupCheck },
  summary: { command: '`plan summary`', keys: summary },
  sync: { command: '`plan sync`', keys: sync },
  undo: { command: '`plan undo`', keys: undo },
  update: { command: '`plan update`', keys: reported },
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
