/** What is wrong with an expression that stands in a file, at its place in the text. */

import type { Finding, Path } from '../../errors.ts';
import type { PolicyRule } from '../../plan/rules/rule-summaries.ts';
import type { Source } from '../yaml/source.ts';
import { findNode, type Span } from '../yaml/syntax-tree.ts';
import { locationAt } from '../yaml/text-position.ts';

/**
 * Loads what knows where things stand: most expressions are good.
 * @param path where the expression stands in the file's value
 */
export async function expressionFinding(
  source: Source,
  path: Path,
  expression: string,
  { message, start, end }: { message: string; start: number; end: number },
  hint: string | null,
): Promise<Finding> {
  const { parse } = await import('../yaml/parse.ts');
  const node = findNode(parse(source.text).root, path)!;
  const inside = placeOf(source.text, node, expression, start);
  return {
    rule: 'bad-expression' satisfies PolicyRule,
    severity: 'error',
    ...(inside === null
      ? locationAt(source, node.start, node.end - node.start)
      : locationAt(source, inside, Math.max(1, end - start))),
    message,
    hint,
  };
}

/** Where in the text a place of the value stands, if its line stands there as it is; else null. */
function placeOf(text: string, { start, end }: Span, value: string, at: number): number | null {
  const before = value.slice(0, at).split('\n');
  const line = value.split('\n')[before.length - 1]!;
  const found = text.slice(start, end).indexOf(line);
  return line.trim() === '' || found < 0 ? null : start + found + before.at(-1)!.length;
}
