/** Runs a step and prints the code and the message of the error that it throws; returns whether it succeeded. */
import type { PlanError } from '../../../src/errors.ts';

export const describeError = (error: unknown): string =>
  `${(error as PlanError).code}: ${(error as Error).message}`;

export function printErrors(step: () => void): boolean {
  try {
    step();
    return true;
  } catch (error) {
    console.log(describeError(error));
    return false;
  }
}
