/** Text as people compare it: without regard to case, accents and runs of white space. */
export function normalize(text: string): string {
  const plain = /[^\x20-\x7e]/.test(text) ? text.normalize('NFKD').replace(/\p{M}/gu, '') : text;
  return plain.toLowerCase().replace(/\s+/g, ' ').trim();
}

/** A name as our lists spell it: `asOf`, `As of` and `as_of` are `as-of`. */
export const toKebab = (name: string): string =>
  name
    .trim()
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[\s_]+/g, '-');
