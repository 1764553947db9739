/**
 * Every answer in JSON: `{"schemaVersion":1,"kind":…}` and what the kind holds, as a JSON Schema each. Within a schema
 * version keys are only added: whoever reads an answer ignores what it does not know.
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

/** What each kind holds, and the command that answers so. */
export const outputs = {
  acknowledge: { of: '`plan acknowledge`', holds: acknowledge },
  add: { of: '`plan add`', holds: add },
  'agency-list': { of: '`plan agencies`', holds: agencyList },
  amend: { of: '`plan amend`', holds: amend },
  apply: { of: '`plan apply`', holds: apply },
  blame: { of: '`plan blame`', holds: blame },
  calendar: { of: '`plan calendar`', holds: calendar },
  chart: { of: '`plan chart`', holds: chart },
  changes: { of: '`plan changes` and `plan diff`', holds: changes },

  codeowners: { of: '`plan codeowners`', holds: codeowners },
  completion: { of: '`plan completion`', holds: completion },
  doctor: { of: '`plan doctor`', holds: doctor },
  error: { of: 'any command that fails', holds: error },
  'field-list': { of: '`plan fields`', holds: fieldList },
  findings: { of: '`plan validate`, `plan audit` and `plan codeowners --check`', holds: findings },
  hook: { of: '`plan hook`', holds: hook },
  'item-counts': { of: '`plan list --count-by`', holds: itemCounts },
  'item-details': { of: '`plan show`', holds: itemDetails },
  'item-list': { of: '`plan list`', holds: itemList },
  log: { of: '`plan log`', holds: log },
  note: { of: '`plan note`', holds: reported },
  'query-list': { of: '`plan queries`', holds: queryList },
  report: { of: '`plan report`', holds: report },
  retire: { of: '`plan retire`', holds: retire },
  rule: { of: '`plan explain`', holds: rule },
  'rule-list': { of: '`plan rules`', holds: ruleList },
  setup: { of: '`plan setup`', holds: setup },
  'setup-check': { of: '`plan setup --check`', holds: setupCheck },
  summary: { of: '`plan summary`', holds: summary },
  sync: { of: '`plan sync`', holds: sync },
  undo: { of: '`plan undo`', holds: undo },
  update: { of: '`plan update`', holds: reported },
} as const;
export type OutputKind = keyof typeof outputs;
export const outputKinds = Object.keys(outputs) as OutputKind[];

export function outputSchema(kind: OutputKind) {
  const { of, holds } = outputs[kind];
  const envelope = z.object({
    schemaVersion: z
      .literal(1)
      .check(z.describe('Keys are added without a new version; a new one may do more.')),
    kind: z.literal(kind).check(z.describe('Which answer this is.')),
    ...holds,
  });
  const { $schema, ...rest } = z.toJSONSchema(envelope, { target: 'draft-07', io: 'input' });
  return { $schema, title: `plantrail: the JSON of ${of}`, ...rest };
}
