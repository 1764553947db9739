/** Fixes what has only one correct value in the file of an item. */
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

/** The fixes of a file. */
export interface FileFix {
  path: string;
  /** The id of the item. */
  id: string;
  before: string;
  after: string;
  replacements: readonly Replacement[];
}

/** Fixes findings in a file. @returns null if none of them can be fixed */
export async function fixFile(
  context: CommandContext,
  { settings, agencies }: PlanReading,
  file: Source,
  findings: readonly Finding[],
): Promise<FileFix | null> {
  const { value, root, errors } = parse(file.text);
  if (!settings || !agencies || errors.length > 0) return null;
  const hasFinding = ({ path }: Pick<Replacement, 'path'>, rule?: string) => {
    const node = findNode(root, path);
    const position = node && locationAt(file, node.start, node.end - node.start);
    return findings.some(
      (each) =>
        each.line === position?.line && each.column === position.column && each.rule === (rule ?? each.rule),
    );
  };
  const words = findReplacements(value, { settings, agencies }).filter((each) => hasFinding(each));
  const corrected = words.length > 0 ? replaceScalars(file.text, words) : file.text;
  if (corrected === null) return null;
  const item = parseWithProblems('item', parse(corrected).value).value;
  const fingerprints =
    item && hasFinding({ path: ['wording'] }, 'wording-changed')
      ? await fixFingerprint(context, file.path, item)
      : [];
  const after = fingerprints.length > 0 ? replaceScalars(corrected, fingerprints) : corrected;
  const { id } = (value ?? {}) as Partial<Item>;
  if (after === null || after === file.text || id === undefined) return null;
  return {
    ...{ path: file.path, id: String(id), before: file.text, after },
    replacements: [...words, ...fingerprints],
  };
}

/** In how many commits the wording that a fingerprint belongs to is searched for. */
const maxCommits = 20;

/** The new fingerprint, if the wording that the old one belongs to is in git and differs only in white space. */
async function fixFingerprint(
  { workspace: { repo }, io }: CommandContext,
  path: string,
  item: Item,
): Promise<Replacement[]> {
  const to = fingerprint(item, sha256);
  if (!repo || to === item.wording) return [];
  const log = { revisions: [`-${maxCommits}`, 'HEAD'], paths: [path] };
  const commits = await logWithTexts(repo, log, io.env).catch(() => []);
  for (const text of commits.flatMap(({ files }) => files.flatMap(({ after, before }) => [after, before]))) {
    const earlier = text === null ? null : await parseItem(text);
    if (!earlier || fingerprint(earlier, sha256) !== item.wording) continue;
    return collapseSpaces(earlier) === collapseSpaces(item)
      ? [{ path: ['wording'], from: item.wording, to }]
      : [];
  }
  return [];
}

/** The frozen text with each run of white space as one space. */
const collapseSpaces = (item: Item) =>
  JSON.stringify(JSON.parse(frozenText(item)), (_, value) =>
    typeof value === 'string' ? value.replace(/\s+/g, ' ').trim() : value,
  );
