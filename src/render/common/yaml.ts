/** Writes YAML output. */
import { Document, visit } from 'yaml';
import { escapeControls } from './escape.ts';

/**
 * YAML that is safe to print on a terminal, and that parses to the same value in YAML 1.1 as well, where a plain `no` is false
 * and `2026-06-30` is a date.
 */
export function yamlText(value: unknown): string {
  const document = new Document(value, { compat: 'yaml-1.1', aliasDuplicateObjects: false });
  visit(document, {
    Scalar(_, node) {
      // Only double quotes allow escapes.
      if (typeof node.value === 'string' && escapeControls(node.value, '\n') !== node.value)
        node.type = 'QUOTE_DOUBLE';
    },
  });
  const text = document.toString({ lineWidth: 0, doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER });
  return escapeControls(text, '\n');
}
