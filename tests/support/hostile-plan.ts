/** A plan whose texts contain HTML, scripts and control characters. */
import { parse } from 'yaml';

const attack = [
  '<script>window.__pwned = 1</script>',
  '"><img src=https://example.org/x.png onerror="window.__pwned = 1">',
  "'></title></style></textarea></script></svg><svg/onload=window.__pwned=1>",
  '--><iframe srcdoc="<script>parent.__pwned = 1</script>"></iframe><!--',
  '<base href="https://example.org/"><meta http-equiv=refresh content="0;url=https://example.org">',
  ']]>&lt;b&gt;&amp;nbsp;&#106;avascript:window.__pwned=1 javascript:window.__pwned=1',
  'عربي \u202eעברית\u202c \u2067x\u2069',
  'ā'.repeat(300),
].join(' ');

/** Keys of free text, not of ids, dates or fixed values. */
const free = new Set([
  ...['title', 'owner', 'name', 'publisher', 'published', 'copyright', 'licence', 'meaning'],
  ...['objective', 'action', 'measure', 'task', 'text', 'note', 'reason', 'authority'],
]);

let attacks = 0;

/** The YAML of a plan file; the attack and a number are appended to each free text. */
export const hostile = (yaml: string): string =>
  JSON.stringify(
    parse(yaml, (key, value) =>
      typeof value === 'string' && free.has(String(key)) ? `${value} ${++attacks} ${attack}` : value,
    ),
  );
