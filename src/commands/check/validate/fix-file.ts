/** One item's file, put right where there is one right answer. */
import type { Item } from '../../../../schemas/item.ts';
import type { CommandContext } from '../../../cli/context.ts';
import type { Finding } from '../../../errors.ts';
import { logWithTexts } from '../../../git/log.ts';
import { findReplacements, type Replacement } from '../../../plan/changes/autofix.ts';
import { fingerprint, frozenText } from '../../../plan/model/fingerprint.ts';
import { parseWithProblems } from '../../../plan/rules/schema.ts';
import type { PlanReading } from '../../../storage/plan-files/read-plan.ts';
import { replaceScalars } from '../../../storage/yaml/edit/replace-scalars.ts';
import { parse } from '../../../storage/yaml/parse.ts';
import { parseItem } from '../../../storage/yaml/read-value.ts';
import type { Source } from '../../../storage/yaml/source.ts';
import { findNode } from '../../../storage/yaml/syntax-tree.ts';
import { locationAt } from '../../../storage/yaml/text-position.ts';
import { sha256 } from '../../../util/sha256.ts';

export interface FileFix {
  path: string;
  id: string;
  before: string;
  after: string;
  words: readonly Replacement[];
}

/** One file put right as far as its findings go; null where there is no right answer to any of them. */
export async function fixFile(
  context: CommandContext,
  { settings, agencies }: PlanReading,
  file: Source,
  findings: readonly Finding[],
): Promise<FileFix | null> {
  const { value, root, errors } = parse(file.text);
  if (!settings || !agencies || errors.length > 0) return null;
  const isFound = ({ path }: Pick<Replacement, 'path'>, rule?: string) => {
    const node = findNode(root, path);
    const at = node && locationAt(file, node.start, node.end - node.start);
    return findings.some(
      (each) => each.line === at?.line && each.column === at.column && each.rule === (rule ?? each.rule),
    );
  };
  const words = findReplacements(value, { settings, agencies }).filter((each) => isFound(each));
  const spelled = words.length > 0 ? replaceScalars(file.text, words) : file.text;
  if (spelled === null) return null;
  const item = parseWithProblems('item', parse(spelled).value).value;
  const print =
    item && isFound({ path: ['wording'] }, 'wording-changed')
      ? await fingerprintFix(context, file.path, item)
      : [];
  const after = print.length > 0 ? replaceScalars(spelled, print) : spelled;
  const { id } = (value ?? {}) as Partial<Item>;
  if (after === null || after === file.text || id === undefined) return null;
  return {
    ...{ path: file.path, id: String(id), before: file.text, after },
    words: [...words, ...print],
  };
}

/** How far back the words are looked for that a fingerprint was made of. */
const commits = 20;

/** The new fingerprint, where the words that the old one was made of stand in git and differ in white space alone. */
async function fingerprintFix(
  { workspace: { repo }, io }: CommandContext,
  path: string,
  item: Item,
): Promise<Replacement[]> {
  const to = fingerprint(item, sha256);
  if (!repo || to === item.wording) return [];
  const past = await logWithTexts(repo, { revisions: [`-${commits}`, 'HEAD'], paths: [path] }, io.env).catch(
    () => [],
  );
  for (const text of past.flatMap(({ files }) => files.flatMap(({ after, before }) => [after, before]))) {
    const then = text === null ? null : await parseItem(text);
    if (!then || fingerprint(then, sha256) !== item.wording) continue;
    return collapsed(then) === collapsed(item) ? [{ path: ['wording'], from: item.wording, to }] : [];
  }
  return [];
}

const collapsed = (item: Item) =>
  JSON.stringify(JSON.parse(frozenText(item)), (_, value) =>
    typeof value === 'string' ? value.replace(/\s+/g, ' ').trim() : value,
  );
