/** Reads and writes zip archives. The bytes of an archive depend only on its contents, not on when or where it is written. */
import { strFromU8, strToU8, unzipSync, Zip, ZipDeflate } from 'fflate';

/** Text is stored as UTF-8. Chunks are compressed one after the other, so a large file is never held as a whole. */
export type ZipFile = string | Uint8Array | Iterable<string>;

/** Writes an archive. @param files contents by path, in this order */
export function writeZip(files: Readonly<Record<string, ZipFile>>): Uint8Array {
  // The earliest time of the format, which has local times.
  const mtime = new Date(1980, 0, 1);
  const chunks: Uint8Array[] = [];
  const archive = new Zip((error, chunk) => {
    if (error) throw error;
    chunks.push(chunk);
  });
  for (const [path, content] of Object.entries(files)) {
    const file = new ZipDeflate(path, { level: 6 });
    file.mtime = mtime;
    archive.add(file);
    for (const chunk of chunksOf(content)) file.push(chunk);
    file.push(new Uint8Array(), true);
  }
  archive.end();
  return Buffer.concat(chunks);
}

function* chunksOf(content: ZipFile): Iterable<Uint8Array> {
  if (content instanceof Uint8Array) yield content;
  else for (const text of typeof content === 'string' ? [content] : content) yield strToU8(text);
}

/** The files of an archive by path. */
export const readZip = (archive: Uint8Array): Record<string, Uint8Array> => unzipSync(archive);

/** The text of a file that is in UTF-8. */
export const zipText = (file: Uint8Array): string => strFromU8(file);
