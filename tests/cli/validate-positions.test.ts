/** Findings point at the value or key that is wrong, whatever precedes it on the line. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import type { Finding } from '../../src/errors.ts';
import { plan } from '../support/plan.ts';
import { planFolder } from '../support/plan-folder.ts';
import fc, { times } from '../support/property.ts';

/** The keys of item 1 of the small plan. */
const item: Record<string, string> = {
  id: '1',
  pillar: 'prevention',
  objective: 'Victims are safe',
  action: 'Train front-line staff',
  measure: 'Staff are trained',
  agencies: '[dol, police]',
  timetable: '{ milestones: [{ id: "1.1", horizon: short, task: Develop training }] }',
  source: '{ agencies: DoL and Police, timetable: "Short: Develop training" }',
  wording: `sha256:${'0'.repeat(64)}`,
};
const milestone = (more: string) => `{ milestones: [{ id: "1.1", task: Develop training, ${more} }] }`;
const update = (more: string) => `[{ as-of: 2026-09-30, recorded: 2026-10-02, note: Ngā kōrero, ${more} }]`;

/** A wrong value for a key; the part to point at is between `«` and `»`. */
const mistakes: [rule: string, key: string, text: string][] = [
  ['unknown-word', 'status', '«in-progess»'],
  ['unknown-word', 'status', '«"in-progess"»'],
  ['unknown-word', 'updates', update('status: «done»')],
  ['unknown-key', 'timetable', milestone('«owner»: dol')],
  ['unknown-key', '«ratng»', 'on-track'],
  ['unknown-key', '«__proto__»', '{ a: b }'],
  ['unknown-key', "«'__proto__'»", '1'],
  ['wrong-type', 'measure', '«100»'],
  ['wrong-type', '«measure»', ''],
  ['wrong-type', 'updates', '«{ note: Begun }»'],
  ['wrong-form', 'agencies', '[dol, «Police»]'],
  ['wrong-form', 'agencies', '[dol, police, «dol»]'],
  ['wrong-form', 'timetable', milestone('due: «2026-02-30»')],
  ['wrong-form', 'updates', update('evidence: [{ url: https://example.org }, { url: «file:///x» }]')],
  ['missing-key', 'timetable', '{ milestones: [«{ id: "1.1" }»] }'],
  ['unknown-pillar', 'pillar', '«prevension»'],
  ['unknown-agency', 'lead', '«nobody»'],
  ['unknown-horizon', 'timetable', milestone('horizon: «later»')],
  ['status-not-reported', 'timetable', milestone('status: «completed»')],
  ['future-date', 'updates', '[{ as-of: 2026-09-30, note: Kua tīmata, recorded: «2027-01-01» }]'],
  ['wording-changed', 'wording', `«sha256:${'1'.repeat(64)}»`],
  ['yaml-feature', 'measure', '«*all»'],
  ['yaml-feature', 'measure', '«!!str Staff»'],
  ['yaml-syntax', 'measure', '«`»Staff`'],
];

const before = fc
  .array(
    fc.constantFrom('a', ' ', 'ā', 'e\u0301', '漢字', '가', '👩‍🌾', '𝒳', 'עב', '\t', '\u202e', '\u001b'),
    {
      maxLength: 8,
    },
  )
  .map((parts) => `"${parts.join('')}"`);

test('line, column, length and caret are right in any layout', async () => {
  const folder = planFolder();
  const files = fc.record({
    mistake: fc.constantFrom(...mistakes),
    before,
    braces: fc.boolean(),
    mark: fc.constantFrom('', '\ufeff'),
    ending: fc.constantFrom('\n', '\r\n'),
  });
  await fc.assert(
    fc.asyncProperty(files, async ({ mistake: [rule, key, written], before, braces, mark, ending }) => {
      const { [key.replaceAll(/[«»]/g, '')]: _, ...rest } = item;
      const pairs = Object.entries({ 'x-before': before, ...rest, [key]: written });
      const lines = pairs.map(([name, value]) => `${name}: ${value}`.trimEnd());
      const marked = braces ? `{ ${lines.join(', ')} }${ending}` : lines.join(ending) + ending;
      const text = marked.replaceAll(/[«»]/g, '');
      writeFileSync(join(folder, 'plan/items/01.yaml'), mark + text);
      const start = marked.indexOf('«');
      const word = marked.slice(start + 1, marked.indexOf('»'));
      const above = text.slice(0, start).split('\n');

      const { findings } = JSON.parse((await plan(folder, ['validate', '--json'])).stdout);
      const found: Finding = findings.find((finding: Finding) => finding.rule === rule);
      expect(found, JSON.stringify(findings)).toMatchObject({
        file: 'plan/items/01.yaml',
        line: above.length,
        column: above.at(-1)!.length + 1,
        length: word.length,
        source: text.split(/\r?\n/)[above.length - 1],
      });

      const shown = (await plan(folder, ['validate'])).stdout.split('\n');
      const at = shown.findIndex(
        (line) => line.includes(`:${found.line}:${found.column}: `) && line.includes(rule),
      );
      const caret = /\^+/.exec(shown[at + 2]!)!;
      const under = [...shown[at + 1]!];
      const from = under.findIndex((_, count) => stringWidth(under.slice(0, count).join('')) === caret.index);
      expect(under.slice(from).join('').startsWith(word), shown.slice(at, at + 3).join('\n')).toBe(true);
      expect(caret[0].length).toBe(stringWidth(word));
    }),
    { numRuns: times(50) },
  );
});
