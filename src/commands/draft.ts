/** A new item as YAML on standard input. */
import type { Io } from '../io.ts';
import { type Draft, draftKeys } from '../plan/add.ts';
import { list } from '../plan/nearest.ts';
import { Fault } from '../trouble.ts';

/** @throws Fault `usage` where it is no YAML, or has keys that a new item can't have */
export async function readDraft(io: Io): Promise<Draft> {
  const { parse } = await import('../store/yaml.ts');
  const text = await io.readStdin();
  const { value, faults } = parse(text);
  const [fault] = faults;
  if (fault) {
    const line = text.slice(0, fault.offset).split('\n').length;
    throw new Fault('usage', `line ${line} of the new item: ${fault.message}`, fault.hint);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Fault('usage', 'the new item is not a mapping', `write ${list(draftKeys)}`);
  const strange = Object.keys(value).filter((key) => !(draftKeys as readonly string[]).includes(key));
  if (strange.length > 0)
    throw new Fault(
      'usage',
      `a new item has no ${list(strange)}: use ${list(draftKeys, 'or')}`,
      'what was reported or decided of it comes later; the fingerprint is worked out',
    );
  return value as Draft;
}
