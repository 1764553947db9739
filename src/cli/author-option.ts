/** `--by`: the author of a change, if it is not the person who runs the command. */
import { PlanError } from '../errors.ts';
import { isAuthor } from '../plan/model/author.ts';
import { option } from './command.ts';

export const authorOption = option(
  '--by <author>',
  'author of the change, as "Name <mail>"; by default you',
).argParser(parseAuthor);

/** @throws PlanError `usage` */
function parseAuthor(text: string): string {
  if (isAuthor(text)) return text;
  throw new PlanError('usage', `\`${text}\` is not an author`, 'write it as "Name <mail@example.org>"');
}
