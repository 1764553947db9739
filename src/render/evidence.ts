/** Evidence in words: "Minute https://…", "Minute evidence/minute.pdf (sha256 26ce8af25d20)". */
import type { Evidence } from '../../schemas/update.ts';

export function evidenceText({ title, url, file, sha256 }: Evidence): string {
  const where = url ?? `${file} (sha256 ${sha256?.slice(0, 12)})`;
  return title === undefined ? where : `${title} ${where}`;
}
