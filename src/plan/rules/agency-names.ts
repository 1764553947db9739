/** Where the register names an agency: in all that can mean it. */
import type { Agency } from '../../../schemas/agencies.ts';
import type { Path } from '../../errors.ts';

/** Each path in the agency, with the name there. */
export function namePaths({ id, name, aliases = [], successors = [] }: Agency): [Path, string][] {
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
