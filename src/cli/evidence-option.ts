/** `--evidence`: a link or a file that shows what was done, optionally with a title. */
import { lstatSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Evidence } from '../../schemas/update.ts';
import { isWebAddress } from '../../schemas/web-address.ts';
import { PlanError } from '../errors.ts';
import type { EvidenceStore } from '../storage/plan-files/evidence-store.ts';
import { repeatedOption } from './command.ts';

export const evidenceOption = repeatedOption(
  '--evidence <what>',
  'evidence: a URL, or a file to store with the plan; with a title: FILE=TITLE or "URL =TITLE"; may be repeated',
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
      'write `URL`, `URL =TITLE`, `FILE` or `FILE=TITLE`',
    );
  const { file, sha256 } = add(resolve(cwd, what), what);
  return title?.trim() ? { title: title.trim(), file, sha256 } : { file, sha256 };
}

/**
 * Reads `URL`, `URL =TITLE` or `URL=TITLE`. Without a space, an `=` after `?`, `#` or `;`, or one that a `/` follows,
 * belongs to the URL; any other begins a title if that has a space or starts with a capital and a small letter.
 * @throws PlanError `usage`, also where the `=` may belong to either
 */
export function parseEvidence(text: string): Evidence {
  const [url, title] = splitUrl(text);
  if (!isWebAddress(url))
    throw new PlanError('usage', `\`${text}\` is not an http or https URL`, urlHint(url));
  return title === undefined ? { url } : { title: title.trim(), url };
}

const urlHint = (url: string) =>
  isWebAddress(url.replace(/\/\/[^/?#]*@/, '//'))
    ? 'leave out the user name before `@`'
    : 'write `URL` or `URL =TITLE`, without blanks or invisible characters in the URL';

function splitUrl(text: string): [url: string, title?: string] {
  const spaced = /^(\S+)\s+=\s*(\S.*)$/.exec(text);
  if (spaced) return [spaced[1]!, spaced[2]!];
  const [, url, title] = /^([^\s=?#;]+)=(.+)$/.exec(text) ?? [];
  if (url === undefined || title === undefined) return [text];
  if (/\s|^\p{Lu}\p{Ll}/u.test(title)) return [url, title];
  if (title.includes('/')) return [text];
  throw new PlanError(
    'usage',
    `\`=${title}\` may be a title or belong to the URL: \`${text}\``,
    `write \`${url} =${title}\` for a title, or \`%3D\` for an \`=\` of the URL`,
  );
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
