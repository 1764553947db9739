/** Makes the files of a published plan: the public plan written out anew, and the evidence of its public updates. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Item } from '../../../schemas/item.ts';
import type { PlanFile, Validation } from '../../../schemas/plan.ts';
import { PlanError } from '../../errors.ts';
import { fileNameOf, idOf, itemFolderOf, type Plan } from '../../plan/model/plan.ts';
import { wholePlanRules } from '../../plan/rules/progress.ts';
import { sha256 } from '../../util/sha256.ts';
import { readBytes } from '../fs.ts';
import { mappingLines } from '../yaml/edit/emit.ts';
import { newItemText } from '../yaml/edit/new-item.ts';

/** The first line of a published plan.yaml. A folder is only written to if its plan.yaml begins so. */
export const publishedMark = '# Written by `plan publish`. Changes made here are overwritten.';

/** The validation settings of a published plan: the severities of built-in rules. */
function publishedValidation({ validation = {} }: PlanFile): Validation {
  const { rules = [], severities = {} } = validation;
  const builtIn = Object.entries(severities).filter(([name]) => !rules.some(({ id }) => id === name));
  const off = wholePlanRules.map((name) => [name, 'off'] as const);
  return { severities: Object.fromEntries([...builtIn, ...off]) };
}

/**
 * The files of a published plan by their paths in it, such as `items/05.yaml`.
 * @param plan the public plan
 * @param whole its settings before redaction
 * @param root the folder of the plan, which has the evidence
 * @throws PlanError `not-found` or `refused` where an evidence file is missing or was altered
 */
export function publishedFiles(
  { settings, agencies, items }: Plan,
  whole: PlanFile,
  root: string,
): Map<string, string | Uint8Array> {
  const files = new Map<string, string | Uint8Array>([
    [
      'plan.yaml',
      textOf([publishedMark, ...mappingLines({ ...settings, validation: publishedValidation(whole) }, 0)]),
    ],
    ['agencies.yaml', textOf(mappingLines({ agencies }, 0))],
  ]);
  for (const item of items) {
    const path = itemFile(item, { settings });
    files.set(path, newItemText(item, path, undefined));
    for (const [file, bytes] of evidenceOf(item, root)) files.set(file, bytes);
  }
  return files;
}

const textOf = (lines: readonly string[]) => lines.map((line) => `${line}\n`).join('');

function itemFile(item: Item, { settings }: Pick<Plan, 'settings'>): string {
  const id = idOf(item);
  return ['items', itemFolderOf(id, settings), fileNameOf(id, settings)].filter(Boolean).join('/');
}

function evidenceOf({ updates = [] }: Item, root: string): [file: string, bytes: Uint8Array][] {
  return updates.flatMap(({ evidence = [] }) =>
    evidence.flatMap(({ file, sha256: digest }): [string, Uint8Array][] => {
      if (file === undefined) return [];
      const bytes = readBytes(join(root, file));
      if (!bytes) throw new PlanError('not-found', `there is no file \`${file}\``, 'see `plan validate`');
      if (sha256(bytes) !== digest)
        throw new PlanError('refused', `\`${file}\` was altered`, 'see `plan validate`');
      return [[file, bytes]];
    }),
  );
}

/** The files in the folders `items` and `evidence` of a published plan that are not among its files. */
export const staleFiles = (root: string, files: ReadonlyMap<string, unknown>): string[] =>
  ['items', 'evidence'].flatMap((folder) =>
    existsSync(join(root, folder))
      ? readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
          .filter((entry) => !entry.isDirectory())
          .map((entry) =>
            join(entry.parentPath, entry.name)
              .slice(root.length + 1)
              .split('\\')
              .join('/'),
          )
          .filter((path) => !files.has(path))
      : [],
  );
