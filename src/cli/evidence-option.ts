/** `--evidence`: a link or a file that shows what was done, optionally with a title. */
import { lstatSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Evidence } from '../../schemas/update.ts';
import { PlanError } from '../errors.ts';
import type { EvidenceStore } from '../storage/plan-files/evidence-store.ts';
import { repeatedOption } from './command.ts';

export const evidenceOption = repeatedOption(
  '--evidence <what>',
  'evidence: a URL, or a file to store with the plan; with a title: WHAT=TITLE; may be repeated',
  'file',
);

/**
 * Reads `URL` or `FILE`, optionally with a title: `minute.pdf=Minute of May`. A file is added to the store. File names may
 * contain `=`: the longest text that names a file is taken.
 * @param store what the file is added to
 * @throws PlanError `usage`; `refused` if the file cannot be stored
 */
export function resolveEvidence(text: string, cwd: string, { add }: EvidenceStore): Evidence {
  if (/^https?:/i.test(text)) return parseEvidence(text);
  const [what, title] = splitTitle(text, cwd);
  if (!exists(what, cwd))
    throw new PlanError(
      'usage',
      `\`${text}\` is neither an http or https URL nor a file`,
      'write `URL`, `URL=TITLE`, `FILE` or `FILE=TITLE`',
    );
  const { file, sha256 } = add(resolve(cwd, what), what);
  return title?.trim() ? { title: title.trim(), file, sha256 } : { file, sha256 };
}

/**
 * Reads `URL` or `URL=TITLE`. A URL with a `?` may contain `=`, so its title needs a space before: `https://…?id=3 =Minute`.
 * @throws PlanError `usage`
 */
export function parseEvidence(text: string): Evidence {
  const spaced = /^(\S+)\s+=\s*(.+)$/.exec(text);
  const [, url = text, title] = spaced ?? /^([^\s?=]+)=(.+)$/.exec(text) ?? [];
  if (!/^https?:\/\/[^\s/]+/.test(url) || /\s/.test(url))
    throw new PlanError(
      'usage',
      `\`${text}\` is not an http or https URL`,
      'write `URL` or `URL=TITLE`; if the URL contains `?`, write `URL =TITLE`',
    );
  return title === undefined ? { url } : { title: title.trim(), url };
}

function splitTitle(text: string, cwd: string): [what: string, title: string | undefined] {
  if (exists(text, cwd)) return [text, undefined];
  for (const { index } of text.matchAll(/=/g)) {
    const name = text.slice(0, index).trimEnd();
    if (exists(name, cwd)) return [name, text.slice(index + 1)];
  }
  return [text, undefined];
}

const exists = (path: string, cwd: string) =>
  path !== '' && lstatSync(resolve(cwd, path), { throwIfNoEntry: false }) !== undefined;
