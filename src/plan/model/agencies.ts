/** The register: which agency a name means. */
import type { Agency } from '../../../schemas/agencies.ts';
import { normalize } from '../../util/normalize.ts';

/** Every name that means this agency: its id, name, aliases, and those of its successors. */
export function namesOf(agency: Agency): string[] {
  const successors = agency.successors ?? [];
  return [
    agency.id,
    agency.name,
    ...(agency.aliases ?? []),
    ...successors.flatMap(({ name, aliases }) => [name, ...(aliases ?? [])]),
  ];
}

/** The agency that `text` names, without regard to case and accents. */
export function findAgency(agencies: readonly Agency[], text: string): Agency | undefined {
  const wanted = normalize(text);
  return agencies.find((agency) => namesOf(agency).some((name) => normalize(name) === wanted));
}

/** The full name behind an id, with who took over; the id itself where the register lacks it. */
export function fullName(agencies: readonly Agency[], id: string): string {
  const agency = agencies.find((each) => each.id === id);
  if (!agency) return id;
  const since = (agency.successors ?? []).map(({ name, from }) => `${name} since ${from}`);
  return since.length > 0 ? `${agency.name} (${since.join('; ')})` : agency.name;
}

/** The name that is short enough for a table: the first alias, else the id. */
export function shortName(agencies: readonly Agency[], id: string): string {
  return agencies.find((each) => each.id === id)?.aliases?.[0] ?? id;
}
