/** Rules about plan.yaml. */
import type { PlanFile } from '../../../schemas/plan.ts';
import { isTimeZone } from '../model/calendar-date.ts';
import type { SettingsRule, Violation } from './rule.ts';

const unknownTimeZone: SettingsRule = {
  severity: 'error',
  summary: 'The time zone is a known IANA name.',
  *check({ 'time-zone': zone }) {
    if (!isTimeZone(zone))
      yield {
        path: ['time-zone'],
        message: `\`${zone}\` is not a time zone: expected an IANA name, such as \`Pacific/Auckland\``,
        hint: 'until then, UTC is used',
      };
  },
};

const duplicateWord: SettingsRule = {
  severity: 'error',
  summary: 'No two pillars and no two horizons share an id, and no horizon is called `ongoing` or `trigger`.',
  *check({ pillars, horizons = [] }) {
    yield* repeated('pillars', pillars, []);
    yield* repeated('horizons', horizons, ['ongoing', 'trigger']);
  },
};

function* repeated(
  key: 'pillars' | 'horizons',
  entries: PlanFile['pillars'],
  taken: readonly string[],
): Generator<Violation> {
  const seen = new Set(taken);
  for (const [index, { id }] of entries.entries()) {
    if (seen.has(id))
      yield {
        path: [key, index, 'id'],
        message: `the id \`${id}\` is already used`,
        hint: 'give it an id of its own',
      };
    seen.add(id);
  }
}

export const settingsRules = { 'unknown-time-zone': unknownTimeZone, 'duplicate-word': duplicateWord };
