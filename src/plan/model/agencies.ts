/** Finds agencies by their names, and names them. */
import type { Agency } from '../../../schemas/agencies.ts';
import { normalize } from '../../util/normalize.ts';

/** Every name of an agency: its id, name and aliases, and those of its successors. */
export function namesOf(agency: Agency): string[] {
  const successors = agency.successors ?? [];
  return [
    agency.id,
    agency.name,
    ...(agency.aliases ?? []),
    ...successors.flatMap(({ name, aliases }) => [name, ...(aliases ?? [])]),
  ];
}

/** The agency with a name; case and accents do not matter. */
export function findAgency(agencies: readonly Agency[], text: string): Agency | undefined {
  const wanted = normalize(text);
  return agencies.find((agency) => namesOf(agency).some((name) => normalize(name) === wanted));
}

/** The full name of an agency, with its successors; the id itself where there is no such agency. */
export function fullName(agencies: readonly Agency[], id: string): string {
  const agency = agencies.find((each) => each.id === id);
  if (!agency) return id;
  const since = (agency.successors ?? []).map(({ name, from }) => `${name} since ${from}`);
  return since.length > 0 ? `${agency.name} (${since.join('; ')})` : agency.name;
}

/** A name for tables: the first alias, else the id. */
export function shortName(agencies: readonly Agency[], id: string): string {
  return agencies.find((each) => each.id === id)?.aliases?.[0] ?? id;
}

/** The agencies that have a mail address, or its domain, among their `authors`; case does not matter. */
export function agenciesOfAuthor(agencies: readonly Agency[], mail: string): string[] {
  const address = mail.toLowerCase();
  const domain = address.slice(address.lastIndexOf('@'));
  return agencies
    .filter(({ authors = [] }) =>
      authors.some((each) => [address, `*${domain}`].includes(each.toLowerCase())),
    )
    .map(({ id }) => id);
}
