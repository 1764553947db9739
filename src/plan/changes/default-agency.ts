/** Which agency reports, where an update names none. */
import type { Agency } from '../../../schemas/agencies.ts';
import type { Item } from '../../../schemas/item.ts';
import { agenciesOfAuthor } from '../model/agencies.ts';
import { chargedAgencies } from '../model/derived.ts';
import { milestonesOf } from '../model/timetable.ts';

/**
 * The agency that reports by default: the only agency that the committer speaks for, if it is responsible; else the only
 * agency of the milestone or item; else undefined, which is the group.
 * @param mail the address of the committer; null where it is not known
 */
export function defaultAgency(
  item: Item,
  milestone: string | undefined,
  agencies: readonly Agency[],
  mail: string | null,
): string | undefined {
  const found = milestonesOf(item).find(({ id }) => id === milestone);
  const responsible = found ? chargedAgencies(item, found) : item.agencies;
  const [own, ...others] = mail === null ? [] : agenciesOfAuthor(agencies, mail);
  if (own !== undefined && others.length === 0 && responsible.includes(own)) return own;
  return responsible.length === 1 ? responsible[0] : undefined;
}
