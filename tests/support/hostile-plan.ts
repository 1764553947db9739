/** A plan whose every text tries to be more than a text. */
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

/** Keys below which a text is somebody's own words, and not an id, a day or a word of the plan's. */
const free = new Set([
  ...['title', 'owner', 'name', 'publisher', 'published', 'copyright', 'licence', 'meaning'],
  ...['objective', 'action', 'measure', 'task', 'text', 'note', 'reason', 'authority'],
]);

let attacks = 0;

/** The YAML of a plan's file, each free text in it followed by the attack and a number of its own. */
export const hostile = (yaml: string): string =>
  JSON.stringify(
    parse(yaml, (key, value) =>
      typeof value === 'string' && free.has(String(key)) ? `${value} ${++attacks} ${attack}` : value,
    ),
  );
