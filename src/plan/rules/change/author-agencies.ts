/** For which agency somebody speaks. */
import type { Agency } from '../../../../schemas/agencies.ts';

export interface Representation {
  /** Ids of the register. */
  agencies: readonly string[];
  /** What names them: "Tom Hill <tom@police.govt.nz>"; null where the command line does. */
  author: string | null;
}

/** The agencies that name a mail address among their authors, without regard to case; none where nobody does. */
export function agenciesOfAuthor(agencies: readonly Agency[], mail: string): string[] {
  const address = mail.toLowerCase();
  const domain = address.slice(address.lastIndexOf('@'));
  return agencies
    .filter(({ authors = [] }) =>
      authors.some((each) => [address, `*${domain}`].includes(each.toLowerCase())),
    )
    .map(({ id }) => id);
}
