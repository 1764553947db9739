/** Evidence as the command line gives it: an address, or an address and a title. */
import type { Evidence } from '../../schemas/update.ts';
import { Fault } from '../trouble.ts';

/**
 * `https://…/minute` or `https://…/minute=Minute of May`. An address may itself hold `=` after a `?`: there a title
 * is set off by a space, `https://…?id=3 =Minute`.
 * @throws Fault `usage`
 */
export function parseEvidence(text: string): Evidence {
  const spaced = /^(\S+)\s+=\s*(.+)$/.exec(text);
  const [, url = text, title] = spaced ?? /^([^\s?=]+)=(.+)$/.exec(text) ?? [];
  if (!/^https?:\/\/[^\s/]+/.test(url) || /\s/.test(url))
    throw new Fault(
      'usage',
      `\`${text}\` is not evidence: expected an http or https address`,
      'write `URL` or `URL=TITLE`; where the address holds a `?`, write `URL =TITLE`',
    );
  return title === undefined ? { url } : { title: title.trim(), url };
}
