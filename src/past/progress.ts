/** How far a reading has come, for somebody who is looking and has waited. */
import type { Io } from '../io.ts';

export interface Progress {
  tell(done: number, of: number): void;
  /** Clears away what was told. */
  end(): void;
}

/** What takes less needs no word, in milliseconds; and nobody reads faster than this. */
const patience = 1000;
const pace = 100;

export function progressOn({ err, stderrIsTerminal }: Pick<Io, 'err' | 'stderrIsTerminal'>): Progress {
  let next = performance.now() + patience;
  let shown = 0;
  const show = (text: string) => {
    err(`\r${text.padEnd(shown)}`);
    shown = text.length;
  };
  return {
    tell(done, of) {
      if (!stderrIsTerminal || performance.now() < next) return;
      next = performance.now() + pace;
      show(`reading history: ${count(done)} of ${count(of)} commits`);
    },
    end() {
      if (shown === 0) return;
      show('');
      err('\r');
    },
  };
}

/** "1,200". */
const count = (number: number) => String(number).replace(/\B(?=(\d{3})+$)/g, ',');
