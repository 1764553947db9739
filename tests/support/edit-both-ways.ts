/** Edits as both readers make them: where the fast one does not step aside, the text is the same to the byte. */
import { expect } from 'vitest';
import { PlanError } from '../../src/errors.ts';
import { type Edit, type KeyOrder, tryEdits } from '../../src/storage/yaml/edit/apply-edits.ts';
import { parseWithPositions } from '../../src/storage/yaml/js-yaml-positions.ts';
import { parsePositions } from '../../src/storage/yaml/parse.ts';

/** The text after the edits. @throws PlanError `internal`, where they can't be made without risk */
export function splice(text: string, edits: readonly Edit[], order: KeyOrder): string {
  const [easy, exact] = [parseWithPositions, parsePositions].map((read) =>
    tryEdits(read, text, edits, order),
  );
  if ('text' in easy!) expect(easy).toEqual(exact);
  if ('text' in exact!) return exact.text;
  throw new PlanError('internal', 'this spelling can’t be changed');
}
