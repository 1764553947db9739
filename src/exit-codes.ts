/** The exit codes of the program, and the one that each error code ends it with. */

export const ExitCode = { done: 0, findings: 1, usage: 2, failed: 3, interrupted: 130 } as const;
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

/** Every code that a `PlanError` can have. */
export type ErrorCode =
  | 'usage'
  | 'unknown-word'
  | 'broken-plan'
  | 'not-found'
  | 'refused'
  | 'busy'
  | 'git'
  | 'disk'
  | 'internal'
  | 'incomplete'
  | 'interrupted';

export const exitCodeOf: Readonly<Record<ErrorCode, ExitCode>> = {
  usage: ExitCode.usage,
  'unknown-word': ExitCode.usage,
  'broken-plan': ExitCode.findings,
  'not-found': ExitCode.failed,
  refused: ExitCode.failed,
  busy: ExitCode.failed,
  git: ExitCode.failed,
  disk: ExitCode.failed,
  internal: ExitCode.failed,
  // A change was made, and what should follow it failed: 3 would say that nothing was changed.
  incomplete: ExitCode.findings,
  interrupted: ExitCode.interrupted,
};
