/** A plan with many errors, and with text that has a meaning to GitHub runners, XML and Markdown. */
import { mkdirSync } from 'node:fs';
import { type PlanResult, plan } from './plan.ts';
import { base } from './plan-folder.ts';
import { createSandbox, type Sandbox } from './sandbox.ts';

/** The folder of the plan; every special character in it has to be escaped in some format. */
export const folder = '100%: a, b & ünï';

/** Text with a runner command, a closing tag, a mention, a link and control characters. */
const hostile =
  '::error::@mere #1|<b>%0A[a](b)\u0007 ##[error]y </failure>]]> https://example.org \u202e\ufffe';

export function brokenPlan(): Sandbox {
  const sandbox = createSandbox();
  const first = base('items/01.yaml').replace('pillar: prevention', `pillar: ${JSON.stringify(hostile)}`);
  const second = base('items/02.yaml').replace(/^agencies: .*/m, 'agencies: [dol, polise, costoms]');
  sandbox.write({
    [`${folder}/plan/plan.yaml`]: base('plan.yaml').replace('Pacific/Auckland', 'Nowhere'),
    [`${folder}/plan/agencies.yaml`]: base('agencies.yaml'),
    [`${folder}/plan/items/01.yaml`]: first,
    [`${folder}/plan/items/02.yaml`]: second,
    [`${folder}/plan/items/03.yaml`]: `${base('items/03.yaml')}rating: at-risk\nupdates:\n  - { as-of: 2026-11-01, recorded: 2026-11-02, rating: at-risk }\n`,
    [`${folder}/plan/items/04.yaml`]: 'id: [\n',
  });
  mkdirSync(sandbox.at(`${folder}/plan/items/05.yaml`));
  return sandbox;
}

/** Runs `plan` in the folder of the plan, which is not the top of the repository. */
export const inFolder = (
  sandbox: Sandbox,
  words: string,
  env: Record<string, string> = {},
): Promise<PlanResult> => plan(sandbox.at(folder), words, { env: { ...sandbox.env, ...env } });
