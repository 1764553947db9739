/** How far a long work has come, for somebody who is looking and has waited. */
import type { System } from './io.ts';

export interface Progress {
  tell(done: number, of: number): void;
  /** Clears away what was told. */
  end(): void;
}

/** What takes less needs no word, in milliseconds; and nobody reads faster than this. */
const delayMs = 1000;
const refreshMs = 100;
/** So many things are done between two looks at the clock. */
const checkEvery = 100;

/** @param work what is done, such as "reading history"; `what` counts: "commits" */
export function createProgress(
  io: Pick<System, 'err' | 'stderrIsTerminal'>,
  work: string,
  what: string,
): Progress {
  let next = Date.now() + delayMs;
  let shown = 0;
  const show = (text: string) => {
    io.err(`\r${text.padEnd(shown)}`);
    shown = text.length;
  };
  return {
    tell(done, of) {
      // To see what standard error is takes longer than most works.
      if (Date.now() < next || !io.stderrIsTerminal) return;
      next = Date.now() + refreshMs;
      show(`${work}: ${count(done)} of ${count(of)} ${what}`);
    },
    end() {
      if (shown === 0) return;
      show('');
      io.err('\r');
    },
  };
}

/** "1,200". */
const count = (number: number) => String(number).replace(/\B(?=(\d{3})+$)/g, ',');

/** The same things one by one, and word of how far that has come. */
export function* withProgress<Each>(all: readonly Each[], progress: Progress | undefined): Generator<Each> {
  try {
    let done = 0;
    for (const each of all) {
      if (done % checkEvery === 0) progress?.tell(done, all.length);
      yield each;
      done++;
    }
  } finally {
    progress?.end();
  }
}
