/** Makes the bytes of a DOCX file depend only on its contents. */
import { readZip, writeZip, zipText } from '../../util/zip.ts';

/**
 * Replaces the times and random ids in a DOCX file; ids of links, headings and pictures are numbered in their order.
 * @param day `YYYY-MM-DD`, the day of creation in its properties
 */
export function normalizeDocx(bytes: Uint8Array, day: string): Uint8Array {
  const files = readZip(bytes);
  const ids = randomIds(zipText(files['word/_rels/document.xml.rels']!));
  const changes: Record<string, (text: string) => string> = {
    'docProps/core.xml': (text) =>
      text.replace(/(<dcterms:(created|modified)[^>]*>)[^<]*/g, `$1${day}T00:00:00Z`),
    'word/_rels/document.xml.rels': (text) =>
      text.replace(/\bId="([^"]+)"/g, (whole, id) => (ids.has(id) ? `Id="${ids.get(id)}"` : whole)),
    'word/document.xml': (text) =>
      renumber(
        text,
        /(<w:bookmark(?:Start|End)\b[^>]*\bw:id=")(\d+)/g,
        /(<wp:docPr\b[^>]*\bid=")(\d+)/g,
      ).replace(/\br:id="([^"]+)"/g, (whole, id) => (ids.has(id) ? `r:id="${ids.get(id)}"` : whole)),
  };
  return writeZip(
    Object.fromEntries(
      Object.entries(files).map(([path, data]) => [path, changes[path]?.(zipText(data)) ?? data]),
    ),
  );
}

/** The random ids, each with the one that replaces it. */
const randomIds = (relationships: string): ReadonlyMap<string, string> =>
  new Map(
    [...relationships.matchAll(/\bId="(rId[^"]*[^"\d][^"]*)"/g)].map(([, id], at) => [
      id!,
      `rIdLink${at + 1}`,
    ]),
  );

/** Numbers ids from 1: the library goes on counting from one file to the next. @param patterns two groups: what precedes the id, and the id */
function renumber(text: string, ...patterns: readonly RegExp[]): string {
  return patterns.reduce((result, pattern) => {
    const numbers = new Map<string, number>();
    return result.replace(pattern, (_, before: string, id: string) => {
      if (!numbers.has(id)) numbers.set(id, numbers.size + 1);
      return before + numbers.get(id);
    });
  }, text);
}
