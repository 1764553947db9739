/** Shows output that is longer than the screen in a pager. */
import type { System } from '../io.ts';
import { widthOf } from '../render/common/text-width.ts';

/**
 * Writes text to the terminal, through a pager if it is longer than the screen. The pager is `PLAN_PAGER`, else `PAGER`,
 * else `less`; as in git, `cat` or an empty value means none. Without a pager that works, the text is printed.
 */
export async function writePaged(text: string, io: System): Promise<void> {
  const command = pagerOf(io.env);
  if (command !== null && needsPager(text, io) && (await io.showInPager(command, text))) return;
  io.out(text);
}

function pagerOf({ PLAN_PAGER, PAGER, TERM }: System['env']): string | null {
  if (TERM === 'dumb') return null;
  const command = (PLAN_PAGER ?? PAGER ?? 'less').trim();
  return command === '' || command === 'cat' ? null : command;
}

/** Whether text needs more lines than the screen has above the prompt. */
function needsPager(text: string, { width, height }: System): boolean {
  let linesLeft = height - 1;
  for (const line of text.replace(/\n$/, '').split('\n')) {
    linesLeft -= Math.max(1, Math.ceil(widthOf(line) / width));
    if (linesLeft < 0) return true;
  }
  return false;
}
