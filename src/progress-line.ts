/** Shows the progress of a long task on standard error, when that is a terminal. */
import type { System } from './io.ts';

export interface Progress {
  update(done: number, total: number): void;
  /** Clears the line. */
  end(): void;
}

/** A shorter task shows nothing, in milliseconds. */
const delayMs = 1000;
const refreshMs = 100;
/** `withProgress` reads the clock once in so many elements. */
const checkEvery = 100;

/** @param task such as "reading history" @param unit in the plural: "commits" */
export function createProgress(
  io: Pick<System, 'err' | 'stderrIsTerminal'>,
  task: string,
  unit: string,
): Progress {
  let next = Date.now() + delayMs;
  let width = 0;
  const show = (text: string) => {
    io.err(`\r${text.padEnd(width)}`);
    width = text.length;
  };
  return {
    update(done, total) {
      // The clock first: it takes longer to find out whether standard error is a terminal.
      if (Date.now() < next || !io.stderrIsTerminal) return;
      next = Date.now() + refreshMs;
      show(`${task}: ${withCommas(done)} of ${withCommas(total)} ${unit}`);
    },
    end() {
      if (width === 0) return;
      show('');
      io.err('\r');
    },
  };
}

/** "1,200". */
const withCommas = (number: number) => String(number).replace(/\B(?=(\d{3})+$)/g, ',');

/** The same elements; shows the progress as they are taken. */
export function* withProgress<Each>(all: readonly Each[], progress: Progress | undefined): Generator<Each> {
  try {
    let done = 0;
    for (const each of all) {
      if (done % checkEvery === 0) progress?.update(done, all.length);
      yield each;
      done++;
    }
  } finally {
    progress?.end();
  }
}
