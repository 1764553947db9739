/** `--by`: the author of a change, if it is not the person who runs the command. */
import type { Agency } from '../../schemas/agencies.ts';
import { PlanError } from '../errors.ts';
import { isAuthor } from '../plan/model/author.ts';
import { option } from './command.ts';
import type { CommandContext } from './context.ts';

export const authorOption = option(
  '--by <author>',
  'author of the change, as "Name <mail>"; by default you',
).argParser(parseAuthor);

/** @throws PlanError `usage` */
function parseAuthor(text: string): string {
  if (isAuthor(text)) return text;
  throw new PlanError('usage', `\`${text}\` is not an author`, 'write it as "Name <mail@example.org>"');
}

/**
 * The mail address of the author, for `defaultAgency`; null where no agency lists its authors, or git has no address.
 * @param by the value of `--by`
 */
export async function authorMail(
  { workspace, io }: CommandContext,
  agencies: readonly Agency[],
  by: string | undefined,
): Promise<string | null> {
  if (!agencies.some(({ authors = [] }) => authors.length > 0)) return null;
  if (by !== undefined) return /<(.*)>$/.exec(by)![1]!;
  if (!workspace.repo) return null;
  const { newAuthorMail } = await import('../git/author.ts');
  return await newAuthorMail(workspace.repo, io.env);
}
