/** The file that docx makes, without what is another one each time. The door to fflate. */
import { strFromU8, strToU8, unzipSync, type Zippable, zipSync } from 'fflate';

/** The time of every part, in the time zone of the machine, as zip has it: the first it can say. */
const mtime = new Date(1980, 0, 1);

/**
 * The same file with no time but this, and with the ids of links, headings and pictures in their order.
 * @param day `YYYY-MM-DD`, when the file says it was made
 */
export function normalize(bytes: Uint8Array, day: string): Uint8Array {
  const parts = unzipSync(bytes);
  const names = namesIn(strFromU8(parts['word/_rels/document.xml.rels']!));
  const settle: Record<string, (text: string) => string> = {
    'docProps/core.xml': (text) =>
      text.replace(/(<dcterms:(created|modified)[^>]*>)[^<]*/g, `$1${day}T00:00:00Z`),
    'word/_rels/document.xml.rels': (text) =>
      text.replace(/\bId="([^"]+)"/g, (whole, id) => (names.has(id) ? `Id="${names.get(id)}"` : whole)),
    'word/document.xml': (text) =>
      inOrder(
        text,
        /(<w:bookmark(?:Start|End)\b[^>]*\bw:id=")(\d+)/g,
        /(<wp:docPr\b[^>]*\bid=")(\d+)/g,
      ).replace(/\br:id="([^"]+)"/g, (whole, id) => (names.has(id) ? `r:id="${names.get(id)}"` : whole)),
  };
  const told: Zippable = Object.fromEntries(
    Object.entries(parts).map(([path, data]) => {
      const change = settle[path];
      return [path, change ? strToU8(change(strFromU8(data))) : data];
    }),
  );
  return zipSync(told, { mtime, level: 6 });
}

/** Ids made by chance, by what they become. */
const namesIn = (relationships: string): ReadonlyMap<string, string> =>
  new Map(
    [...relationships.matchAll(/\bId="(rId[^"]*[^"\d][^"]*)"/g)].map(([, id], at) => [
      id!,
      `rIdLink${at + 1}`,
    ]),
  );

/** Numbers that go on counting from one file to the next begin with 1 in each. */
function inOrder(text: string, ...patterns: readonly RegExp[]): string {
  return patterns.reduce((told, pattern) => {
    const numbers = new Map<string, number>();
    return told.replace(pattern, (_, before: string, id: string) => {
      if (!numbers.has(id)) numbers.set(id, numbers.size + 1);
      return before + numbers.get(id);
    });
  }, text);
}
