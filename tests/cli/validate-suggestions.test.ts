/** Findings suggest the nearest valid value or key. */
import { expect, test } from 'vitest';
import { plan } from '../support/plan.ts';
import { base, planFolder } from '../support/plan-folder.ts';

const item = base('items/01.yaml');
const update = (more: string) =>
  `${item}updates:\n  - { as-of: 2026-09-30, recorded: 2026-10-02, note: Begun., ${more} }\n`;

test.each([
  ['a key', item.replace('measure:', 'mesure:'), 'unknown-key', 'measure'],
  ['a key of a milestone', item.replace('task: Develop', 'taks: Develop'), 'unknown-key', 'task'],
  ['a pillar', item.replace('pillar: prevention', 'pillar: prevension'), 'unknown-pillar', 'prevention'],
  ['a horizon', item.replace('horizon: medium', 'horizon: meduim'), 'unknown-horizon', 'medium'],
  ['an agency', item.replace('[dol, police]', '[dol, polcie]'), 'unknown-agency', 'police'],
  ['a status', `${item}status: in-progess\n`, 'unknown-word', 'in-progress'],
  ['a rating', `${item}rating: at-rsik\n`, 'unknown-word', 'at-risk'],
  ['a kind', `${item}kind: buisness-as-usual\n`, 'unknown-word', 'business-as-usual'],
  ['the status of an update', update('status: complete'), 'unknown-word', 'completed'],
  ['the milestone of an update', update('milestone: "1.11"'), 'unknown-milestone', '1.1'],
])('suggests %s', async (_, text, rule, suggestion) => {
  const { stdout } = await plan(planFolder({ 'items/01.yaml': text }), ['validate', '--json']);
  const { findings } = JSON.parse(stdout) as { findings: { rule: string; hint: string | null }[] };
  expect(findings.find((finding) => finding.rule === rule)?.hint).toBe(`did you mean \`${suggestion}\`?`);
});
