/** Which agencies the author of a change represents. */
import type { Agency } from '../../../../schemas/agencies.ts';

export interface Representation {
  /** Ids of agencies. */
  agencies: readonly string[];
  /** The author, such as "Tom Hill <tom@police.govt.nz>"; null where `--agency` names the agencies. */
  author: string | null;
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
