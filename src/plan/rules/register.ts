/** A name in the register means one agency. */
import { namesOf } from '../agencies.ts';
import { fold } from '../fold.ts';
import type { RegisterRule } from './rule.ts';

const duplicateAgency: RegisterRule = {
  severity: 'error',
  about: 'No two agencies of the register share an id.',
  *check(agencies) {
    const seen = new Set<string>();
    for (const [index, { id }] of agencies.entries()) {
      if (seen.has(id))
        yield { path: ['agencies', index, 'id'], message: `the register has another agency \`${id}\`` };
      seen.add(id);
    }
  },
};

const ambiguousName: RegisterRule = {
  severity: 'error',
  about: 'No name, alias or successor’s name means two agencies.',
  *check(agencies) {
    const owner = new Map<string, string>();
    for (const [index, agency] of agencies.entries())
      for (const name of new Set(namesOf(agency).map(fold))) {
        const other = owner.get(name);
        if (other !== undefined && other !== agency.id)
          yield {
            path: ['agencies', index],
            message: `\`${name}\` means both \`${other}\` and \`${agency.id}\``,
            hint: 'take the name from one of them',
          };
        owner.set(name, agency.id);
      }
  },
};

export const registerRules = { 'duplicate-agency': duplicateAgency, 'ambiguous-name': ambiguousName };
