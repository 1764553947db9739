/** Two clones of a plan with a common remote. */
import { type Sandbox, sandboxIn } from './sandbox.ts';
import { fewItems, shippedPlan } from './shipped.ts';

/** A sandbox in another folder, with the same home. */
export const sandboxBeside = ({ home, env }: Sandbox, dir: string): Sandbox => sandboxIn(dir, home, env);

/** Two clones that are up to date with the bare repository `hub.git`. */
export function clones(items: readonly string[] = fewItems): { ours: Sandbox; theirs: Sandbox } {
  const ours = shippedPlan(items);
  const hub = ours.at('../hub.git');
  ours.git('clone', '--quiet', '--bare', ours.dir, hub);
  ours.git('remote', 'add', 'origin', hub);
  ours.git('fetch', '--quiet', 'origin');
  ours.git('branch', '--quiet', '--set-upstream-to=origin/main');
  const dir = ours.at('../ngā mahi a ētahi');
  ours.git('clone', '--quiet', '--template=', hub, dir);
  return { ours, theirs: sandboxBeside(ours, dir) };
}
