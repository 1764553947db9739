/** Reads a new item as YAML from standard input. */
import { PlanError } from '../../../errors.ts';
import type { System } from '../../../io.ts';
import { type Draft, draftKeys } from '../../../plan/changes/add.ts';
import { joinQuoted } from '../../../util/suggest.ts';

/** @throws PlanError `usage` if it is not YAML, or has keys that a new item cannot have */
export async function readDraft(io: System): Promise<Draft> {
  const { parse } = await import('../../../storage/yaml/parse.ts');
  const text = await io.readStdin();
  const { value, errors } = parse(text);
  const [error] = errors;
  if (error) {
    const line = text.slice(0, error.offset).split('\n').length;
    throw new PlanError('usage', `line ${line} of the new item: ${error.message}`, error.hint);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new PlanError('usage', 'the new item is not a mapping', `write the keys ${joinQuoted(draftKeys)}`);
  const unknown = Object.keys(value).filter((key) => !(draftKeys as readonly string[]).includes(key));
  if (unknown.length > 0)
    throw new PlanError(
      'usage',
      `a new item can’t have ${joinQuoted(unknown)}: use ${joinQuoted(draftKeys, 'or')}`,
      'updates and decisions are recorded later; the fingerprint is computed',
    );
  return value as Draft;
}
