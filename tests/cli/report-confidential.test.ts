/** A public report contains nothing internal, wherever the plan contains it and in whatever format. */
import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { plan } from '../support/plan.ts';
import type { Sandbox } from '../support/sandbox.ts';
import { setToday, shippedPlan } from '../support/shipped.ts';

const formats = ['text', 'markdown', 'html', 'docx', 'xlsx', 'json'] as const;

/** The text of an output; of a zip archive, of each file. */
async function answer(sandbox: Sandbox, format: string, ...words: string[]): Promise<string> {
  const pieces: Uint8Array[] = [];
  const { code, stderr } = await plan(sandbox, ['report', '--format', format, ...words], {
    dayIn: (_, at) => (at === undefined ? '2026-11-27' : new Date(at * 1000).toISOString().slice(0, 10)),
    out: (piece) => void pieces.push(Buffer.from(piece)),
  });
  expect(code, stderr).toBe(0);
  const bytes = Buffer.concat(pieces);
  const isZip = bytes.subarray(0, 2).toString() === 'PK';
  const parts = isZip
    ? Object.entries(unzipSync(bytes)).flatMap(([path, data]) => [path, strFromU8(data)])
    : [bytes];
  return [...parts, stderr].join('\n');
}

let planted = 0;
const secret = () => `hush${++planted}.`;

/** An internal update with a secret in each text; it completes the item and rates it off track. */
const internal = (own = '') => `  - as-of: 2026-11-10
    recorded: 2026-11-11
    by: ${secret()} <${secret()}@example.org>
${own}    note: ${secret()}
    rating: off-track
    evidence:
      - title: ${secret()}
        url: https://example.org/${secret()}
        x-box: ${secret()}
      - file: evidence/${secret()}pdf
        sha256: ${'a'.repeat(64)}
    x-mood: ${secret()}
`;

const open = `  - as-of: 2026-11-01
    recorded: 2026-11-01
    by: ${secret()} <${secret()}@example.org>
    status: in-progress
    rating: on-track
    note: Anybody may know this.
    evidence:
      - title: A public minute
        url: https://example.org/minute
        x-box: ${secret()}
    visibility: public
    x-mood: ${secret()}
`;

const decision = (what: string, more = '') => `${what}
    recorded: 2026-11-01
    reason: A public reason
    authority: Minute 1
    by: ${secret()} <${secret()}@example.org>
${more}    x-file: ${secret()}
`;

function plantIn(sandbox: Sandbox): void {
  const item = (id: string) => sandbox.read(`plan/items/${id}.yaml`);
  const milestones = (text: string) =>
    text.replace('task: Undertake', `x-hint: ${secret()}\n      status: completed\n      task: Undertake`);
  sandbox.write({
    'plan/plan.yaml': `${sandbox.read('plan/plan.yaml').replace('owner:', `owners: ["@${secret().replace('.', '')}"]\nx-room: ${secret()}\nowner:`)}  x-shelf: ${secret()}\n`,
    'plan/agencies.yaml': sandbox
      .read('plan/agencies.yaml')
      .replace(
        'aliases: [Police]',
        `aliases: [Police]\n    authors: [${secret()}nz@example.org]\n    x-phone: ${secret()}`,
      ),
    'plan/items/05.yaml': `${milestones(item('05'))}status: on-hold
rating: off-track
x-own: {deep: {x-deeper: ${secret()}}, list: [${secret()}]}
updates:
${open}${internal('    milestone: "5.1"\n    status: completed\n')}${internal(`    status: on-hold\n    reason: ${secret()}\n`)}${internal('    visibility: internal\n')}`,
    'plan/items/07.yaml': `${item('07')}status: in-place
rating: off-track
updates:
${internal('    status: in-place\n')}`,
    'plan/items/13.yaml': `${item('13')}${decision('retired:').replaceAll('\n    ', '\n  ')}`,
    'plan/items/16.yaml': `${item('16')}amendments:
${decision('  -', '    milestone: "16.1"\n    field: due\n    to: 2026-11-05\n').replace('-\n    ', '- ')}`,
  });
  sandbox.write({
    'plan/items/16.yaml': item('16').replace('id: "16.1"', 'id: "16.1"\n      due: 2026-11-05'),
  });
}

/** The plan as published, then with secrets, then without some of them. */
function withSecrets(): Sandbox {
  const sandbox = shippedPlan(['05', '07', '13', '16']);
  setToday(sandbox, '2026-11-25');
  plantIn(sandbox);
  sandbox.commit({}, `Everything ${secret()}\n\n${secret()}`);
  setToday(sandbox, '2026-11-26');
  sandbox.write({
    'plan/items/05.yaml': sandbox.read('plan/items/05.yaml').replace(/x-own: .*\n/, `x-own: ${secret()}\n`),
  });
  sandbox.commit({}, secret());
  setToday(sandbox, '2026-11-27');
  return sandbox;
}

test('no format contains a secret, with any period', async () => {
  const sandbox = withSecrets();
  const [first, second] = sandbox.git('log', '--format=%H', '--reverse').split('\n') as [string, string];
  expect(planted).toBeGreaterThan(40);
  for (const format of formats) {
    // The texts of a later period are the same in every format, so one is enough.
    for (const since of format === 'json' ? [first, second] : [first]) {
      const output = await answer(sandbox, format, '--since', since);
      expect(output.match(/.{0,60}hush\d+.{0,20}/g), `${format} since ${since}`).toBeNull();
      expect(output, format).toContain('Anybody may know this.');
      expect(output, format).not.toMatch(/sha256 aaa|evidence\//);
    }
  }
  // The internal report contains them.
  expect(
    new Set((await answer(sandbox, 'markdown', '--since', first, '--audience', 'internal')).match(/hush\d+/g))
      .size,
  ).toBeGreaterThan(15);
});

test('facts that follow only from internal updates are omitted too', async () => {
  const sandbox = withSecrets();
  const report = JSON.parse(
    (await answer(sandbox, 'json', '--since', 'HEAD~2')).replace(/\}\n\n?[^}]*$/, '}'),
  );
  expect(report.items[0]).toMatchObject({ id: '5', status: 'in-progress', rating: 'on-track' });
  expect(report.items[0].timetable.milestones[0]).toMatchObject({ id: '5.1', status: null });
  expect(report.items[1]).toMatchObject({ id: '7', status: null, rating: null, unreported: true });
  expect(report.total).toMatchObject({ reported: 1, inPlace: 0, offTrack: 0, completed: 0, duePassed: 1 });
  expect(report.changes.summary).toMatchObject({ moved: 1, reported: 1, milestonesMoved: 0 });
  expect(report.leftOut).toEqual({ reports: 4, own: expect.any(Number) });
  const text = await answer(sandbox, 'markdown');
  expect(text).toMatch(/Omitted: 4 internal updates\b.*, what follows from internal updates/);
  // Nor does the chart over time.
  expect(text).toMatch(/^\| 2026-11-01 \| 3 \| 1 \| 0 \| 0 \|$/m);
});
