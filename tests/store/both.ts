/** Edits as both readers make them: where the fast one does not step aside, the text is the same to the byte. */
import { expect } from 'vitest';
import { quickPlaces } from '../../src/store/places.ts';
import { type Edit, type Order, spliced } from '../../src/store/splice.ts';
import { placesIn } from '../../src/store/yaml.ts';
import { Fault } from '../../src/trouble.ts';

/** The text after the edits. @throws Fault `internal`, where they can't be made without risk */
export function splice(text: string, edits: readonly Edit[], order: Order): string {
  const [easy, exact] = [quickPlaces, placesIn].map((read) => spliced(read, text, edits, order));
  if ('text' in easy!) expect(easy).toEqual(exact);
  if ('text' in exact!) return exact.text;
  throw new Fault('internal', 'this spelling can’t be changed');
}
