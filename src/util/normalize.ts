/** Normalizes text for comparison: lower case, no accents, single spaces. */
export function normalize(text: string): string {
  const plain = /[^\x20-\x7e]/.test(text) ? text.normalize('NFKD').replace(/\p{M}/gu, '') : text;
  return plain.toLowerCase().replace(/\s+/g, ' ').trim();
}

/** A name in kebab case: `asOf`, `As of` and `as_of` are `as-of`. */
export const toKebab = (name: string): string =>
  name
    .trim()
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[\s_]+/g, '-');
