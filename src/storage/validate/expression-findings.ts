/** Turns errors in expressions into findings with their positions in the file. */
import type { Finding, Path } from '../../errors.ts';
import { limitFindings } from '../../plan/policy/limit-findings.ts';
import type { PolicyRule } from '../../plan/rules/rule-summaries.ts';
import type { Source } from '../yaml/source.ts';
import { findNode, type Span } from '../yaml/syntax-tree.ts';
import { locationAt } from '../yaml/text-position.ts';

/** An error in an expression of a file. */
export interface FileExpressionError {
  /** The path of the expression in the file's value. */
  path: Path;
  expression: string;
  message: string;
  /** Offsets in the expression. */
  start: number;
  end: number;
  hint: string | null;
}

/** The `bad-expression` findings of a file, at most as many as are reported for it. */
export async function expressionFindings(
  source: Source,
  errors: readonly FileExpressionError[],
): Promise<Finding[]> {
  if (errors.length === 0) return [];
  const { parse } = await import('../yaml/parse.ts');
  const { root } = parse(source.text);
  function* located(): Generator<Finding> {
    for (const error of errors) yield toFinding(source, root, error);
  }
  return limitFindings([located()]);
}

function toFinding(
  source: Source,
  root: Parameters<typeof findNode>[0],
  { path, expression, message, start, end, hint }: FileExpressionError,
): Finding {
  const node = findNode(root, path)!;
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
