/** Evidence as the command line gives it: an address or a file, and perhaps a title. */
import { lstatSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Evidence } from '../../schemas/update.ts';
import type { Keeper } from '../store/evidence.ts';
import { Fault } from '../trouble.ts';
import { option } from './verb.ts';

export const evidenceOption = option(
  '--evidence <what>',
  'what shows it: an address, or a file to keep with the plan; with a title as WHAT=TITLE; may be repeated',
).argParser((value: string, earlier: string[] = []) => [...earlier, value]);

/**
 * `https://…/minute` or `minute.pdf`, and either with a title behind it: `minute.pdf=Minute of May`. Names and addresses
 * may themselves hold `=`: an existing file is meant by as much of the text as names one, and in an address a title is
 * set off by a space behind a `?`, `https://…?id=3 =Minute`.
 * @throws Fault `usage`; `refused` where the file can't be kept
 */
export function evidenceIn(text: string, cwd: string, { keep }: Keeper): Evidence {
  const isAddress = /^https?:/i.test(text);
  const [what, title] = isAddress ? addressAndTitle(text) : fileAndTitle(text, cwd);
  if (isAddress && /^https?:\/\/[^\s/]+\S*$/.test(what)) return { ...titled(title), url: what };
  if (isAddress || !isThere(what, cwd))
    throw new Fault(
      'usage',
      `\`${text}\` is not evidence: expected an http or https address, or a file`,
      'write `URL`, `URL=TITLE`, `FILE` or `FILE=TITLE`; where an address holds a `?`, write `URL =TITLE`',
    );
  const { file, sha256 } = keep(resolve(cwd, what), what);
  return { ...titled(title), file, sha256 };
}

type Split = readonly [what: string, title: string | undefined];

function addressAndTitle(text: string): Split {
  const spaced = /^(\S+)\s+=\s*(.+)$/.exec(text);
  const [, url = text, title] = spaced ?? /^([^\s?=]+)=(.+)$/.exec(text) ?? [];
  return [url, title];
}

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

const titled = (title: string | undefined) => (title?.trim() ? { title: title.trim() } : {});
