/** Changes of items in memory. */
import { createHash } from 'node:crypto';
import type { Item } from '../../schemas/item.ts';
import { fingerprint } from '../../src/plan/model/fingerprint.ts';
import type { Context } from '../../src/plan/rules/index.ts';
import { anItem, planOf } from './items.ts';

export const today = '2026-11-24';
export const decision = { recorded: today, reason: 'Asked for', authority: 'Minute 12' };
export const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

export const contextOf = (item: Item): Context => ({
  plan: planOf([item]),
  copies: new Map([['1', 1]]),
  today,
  sha256,
  fileName: '01.yaml',
  folder: null,
  pathIn: () => '',
  gapBefore: () => undefined,
});

/** An item with a valid fingerprint. */
export function validItem(given: Partial<Item> = {}): Item {
  const item = anItem(given);
  return { ...item, wording: fingerprint(item, sha256) };
}
