/** Turns errors in expressions into findings with their positions in the file. */
import type { Finding, Path } from '../../errors.ts';
import type { PolicyRule } from '../../plan/rules/rule-summaries.ts';
import type { Source } from '../yaml/source.ts';
import { findNode, type Span } from '../yaml/syntax-tree.ts';
import { locationAt } from '../yaml/text-position.ts';

/**
 * A `bad-expression` finding.
 *
 * @param path the path of the expression in the file's value
 * @param error its offsets are within the expression
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
  const offset = offsetInText(source.text, node, expression, start);
  return {
    rule: 'bad-expression' satisfies PolicyRule,
    severity: 'error',
    ...(offset === null
      ? locationAt(source, node.start, node.end - node.start)
      : locationAt(source, offset, Math.max(1, end - start))),
    message,
    hint,
  };
}

/** The offset in the text of an offset in a value; null if the line of the value is written differently in the text. */
function offsetInText(text: string, { start, end }: Span, value: string, offset: number): number | null {
  const before = value.slice(0, offset).split('\n');
  const line = value.split('\n')[before.length - 1]!;
  const lineStart = text.slice(start, end).indexOf(line);
  return line.trim() === '' || lineStart < 0 ? null : start + lineStart + before.at(-1)!.length;
}
