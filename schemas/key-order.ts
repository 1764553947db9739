/**
 * The keys of an item's file, and of the mappings in it, in the order of their shapes. The build puts in the place of this
 * what the JSON Schemas say (`compile.mjs`), so that whoever writes a file needs no Zod.
 */
import { addition, amendment, retirement } from './amendment.ts';
import { item, milestone } from './item.ts';
import { update } from './update.ts';

const keysOf = ({ shape }: { shape: object }): readonly string[] => Object.keys(shape);

export const keys = {
  item: keysOf(item),
  milestone: keysOf(milestone),
  added: keysOf(addition),
  retired: keysOf(retirement),
  amendments: keysOf(amendment),
  updates: keysOf(update),
} as const;
