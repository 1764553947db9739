/** Answers that are longer than the screen, shown page by page. */
import type { System } from '../io.ts';
import { widthOf } from '../render/common/text-width.ts';

/**
 * Writes an answer to the terminal: through a pager where it is longer than the screen, unless none is wanted or there.
 * As git does it: `PLAN_PAGER` goes before `PAGER`, and `cat` or nothing means none; else it is `less`, which leaves what
 * was read on the screen and keeps its colours.
 */
export async function writePaged(text: string, io: System): Promise<void> {
  const command = pagerOf(io.env);
  if (command !== null && isLong(text, io) && (await io.showInPager(command, text))) return;
  io.out(text);
}

function pagerOf({ PLAN_PAGER, PAGER, TERM }: System['env']): string | null {
  if (TERM === 'dumb') return null;
  const command = (PLAN_PAGER ?? PAGER ?? 'less').trim();
  return command === '' || command === 'cat' ? null : command;
}

/** Whether a text takes more lines than there are above the prompt. */
function isLong(text: string, { width, height }: System): boolean {
  let room = height - 1;
  for (const line of text.replace(/\n$/, '').split('\n')) {
    room -= Math.max(1, Math.ceil(widthOf(line) / width));
    if (room < 0) return true;
  }
  return false;
}
