/** Answers as YAML. A door to yaml. */
import { Document, visit } from 'yaml';
import { escapeControls } from './escape.ts';

/**
 * Plain values as YAML that reads back to the same, also where a reader knows only YAML 1.1, to which `no` is false and
 * `2026-06-30` no text. Nothing in it acts on a terminal.
 */
export function yamlText(value: unknown): string {
  const document = new Document(value, { compat: 'yaml-1.1', aliasDuplicateObjects: false });
  visit(document, {
    Scalar(_, node) {
      // Only between double quotes can a character be written as its number.
      if (typeof node.value === 'string' && escapeControls(node.value, '\n') !== node.value)
        node.type = 'QUOTE_DOUBLE';
    },
  });
  const text = document.toString({ lineWidth: 0, doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER });
  return escapeControls(text, '\n');
}
