/** Evidence as the command line gives it: an address or a file, and perhaps a title. */
import { lstatSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Evidence } from '../../schemas/update.ts';
import { PlanError } from '../errors.ts';
import type { EvidenceStore } from '../storage/plan-files/evidence-store.ts';
import { option } from './command.ts';

export const evidenceOption = option(
  '--evidence <what>',
  'what shows it: an address, or a file to keep with the plan; with a title as WHAT=TITLE; may be repeated',
).argParser((value: string, earlier: string[] = []) => [...earlier, value]);

/**
 * `https://…/minute` or `minute.pdf`, and either with a title behind it: `minute.pdf=Minute of May`. Names may themselves
 * hold `=`: as much of the text is the file's name as one has.
 * @throws PlanError `usage`; `refused` where the file can't be kept
 */
export function resolveEvidence(text: string, cwd: string, { add }: EvidenceStore): Evidence {
  if (/^https?:/i.test(text)) return parseEvidence(text);
  const [what, title] = fileAndTitle(text, cwd);
  if (!isThere(what, cwd))
    throw new PlanError(
      'usage',
      `\`${text}\` is not evidence: expected an http or https address, or a file`,
      'write `URL`, `URL=TITLE`, `FILE` or `FILE=TITLE`',
    );
  const { file, sha256 } = add(resolve(cwd, what), what);
  return title?.trim() ? { title: title.trim(), file, sha256 } : { file, sha256 };
}

/**
 * An address, with a title behind a `=` or without. An address may itself hold `=` after a `?`: there a title is set off
 * by a space, `https://…?id=3 =Minute`.
 * @throws PlanError `usage`
 */
export function parseEvidence(text: string): Evidence {
  const spaced = /^(\S+)\s+=\s*(.+)$/.exec(text);
  const [, url = text, title] = spaced ?? /^([^\s?=]+)=(.+)$/.exec(text) ?? [];
  if (!/^https?:\/\/[^\s/]+/.test(url) || /\s/.test(url))
    throw new PlanError(
      'usage',
      `\`${text}\` is not evidence: expected an http or https address`,
      'write `URL` or `URL=TITLE`; where the address holds a `?`, write `URL =TITLE`',
    );
  return title === undefined ? { url } : { title: title.trim(), url };
}

type Split = readonly [what: string, title: string | undefined];

function fileAndTitle(text: string, cwd: string): Split {
  if (isThere(text, cwd)) return [text, undefined];
  for (const { index } of text.matchAll(/=/g)) {
    const name = text.slice(0, index).trimEnd();
    if (isThere(name, cwd)) return [name, text.slice(index + 1)];
  }
  return [text, undefined];
}

const isThere = (path: string, cwd: string) =>
  path !== '' && lstatSync(resolve(cwd, path), { throwIfNoEntry: false }) !== undefined;
