/** A name in the register means one agency. */
import type { Agency } from '../../../schemas/agencies.ts';
import type { Path } from '../../trouble.ts';
import { fold } from '../fold.ts';
import type { RegisterRule } from './rule.ts';

const duplicateAgency: RegisterRule = {
  severity: 'error',
  about: 'No two agencies of the register share an id.',
  *check(agencies) {
    const seen = new Set<string>();
    for (const [index, { id }] of agencies.entries()) {
      if (seen.has(id))
        yield {
          path: ['agencies', index, 'id'],
          message: `the register has another agency \`${id}\``,
          hint: 'give one of them an id of its own',
        };
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
      for (const [path, name] of namePaths(agency)) {
        const other = owner.get(fold(name));
        if (other !== undefined && other !== agency.id)
          yield {
            path: ['agencies', index, ...path],
            message: `\`${name}\` means both \`${other}\` and \`${agency.id}\``,
            hint: 'take the name from one of them',
          };
        owner.set(fold(name), agency.id);
      }
  },
};

/** Where the register names an agency: in all that can mean it. */
function namePaths({ id, name, aliases = [], successors = [] }: Agency): [Path, string][] {
  const each = (path: Path, names: readonly string[]): [Path, string][] =>
    names.map((alias, index) => [[...path, index], alias]);
  return [
    [['id'], id],
    [['name'], name],
    ...each(['aliases'], aliases),
    ...successors.flatMap((successor, index): [Path, string][] => [
      [['successors', index, 'name'], successor.name],
      ...each(['successors', index, 'aliases'], successor.aliases ?? []),
    ]),
  ];
}

export const registerRules = { 'duplicate-agency': duplicateAgency, 'ambiguous-name': ambiguousName };
