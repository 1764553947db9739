/** The paths in agencies.yaml at which an agency is named. */
import type { Agency } from '../../../schemas/agencies.ts';
import type { Path } from '../../errors.ts';

/** The path, within the agency, and the text of its id, name, aliases and successors' names. */
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
