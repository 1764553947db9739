/**
 * What judging a plan costs beside the general tool for it: ajv-cli with our JSON Schemas, on the same files. It knows
 * types and forms alone; `validate` also holds words, dates and reports against each other.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compare, dir, memory, opening, program, root, run } from './measure.mjs';
import { random } from './years.mjs';

export function measureValidate(pairs) {
  const ajv = findAjv();
  opening(pairs);
  if (!ajv)
    console.log('ajv-cli can’t be had from the npm registry here: measured beside `node -e 0` alone\n');
  for (const count of [28, 1000, 10_000]) {
    growItems(count);
    const ours = program('validate');
    const its = ajv && [...ajv, '-s', join(root, 'schemas/item.schema.json'), '-d', 'plan/items/*.yaml'];
    const bare = its ?? [process.execPath, '-e', '0'];
    const [mine, other] = [memory(ours), memory(bare)];
    compare(count > 1000 ? Math.min(pairs, 5) : pairs, {
      name: `plan validate, ${count} items`,
      ours: () => run(...ours),
      other: its ? 'ajv-cli' : 'node -e 0',
      bare: () => run(...bare),
      note: mine === null ? '' : `, ${mine} MB beside ${other} MB`,
    });
  }
}

/** The command line of ajv-cli, fetched by npm into its own cache; null where it can't be. */
function findAjv() {
  const words = ['exec', '--yes', '--package=ajv-cli@5', '--package=ajv-formats@2', '--', 'which', 'ajv'];
  // Npm is the user's own here: its cache and its registry are theirs.
  const { status, stdout } = spawnSync('npm', words, { cwd: dir, encoding: 'utf8', timeout: 180_000 });
  if (status !== 0) return null;
  return [process.execPath, stdout.trim(), 'validate', '--strict=false', '-c', 'ajv-formats', '--all-errors'];
}

/** The shipped items again and again, each with a few reports, the same each time. */
function growItems(count, seed = 2009) {
  const next = random(seed);
  rmSync(join(dir, 'plan'), { recursive: true, force: true });
  mkdirSync(join(dir, 'plan/items'), { recursive: true });
  const about = readFileSync(join(root, 'plan/plan.yaml'), 'utf8');
  writeFileSync(join(dir, 'plan/plan.yaml'), about.replace(/^id-width: .*$/m, 'id-width: 5'));
  writeFileSync(join(dir, 'plan/agencies.yaml'), readFileSync(join(root, 'plan/agencies.yaml')));
  const shipped = readdirSync(join(root, 'plan/items')).map((name) =>
    readFileSync(join(root, 'plan/items', name), 'utf8'),
  );
  for (let id = 1; id <= count; id++) {
    const text = shipped[(id - 1) % shipped.length].replace(/^id: .*$/m, `id: ${id}`);
    // ajv-cli reads a date without quotes as an instant, which our schemas refuse.
    const reports = Array.from({ length: Math.floor(next() * 4) }, (_, index) => {
      const day = `"2026-0${index + 1}-${10 + Math.floor(next() * 18)}"`;
      return `  - { as-of: ${day}, recorded: ${day}, note: The group met and agreed on the draft }\n`;
    });
    const updates = reports.length > 0 ? `updates:\n${reports.join('')}` : '';
    writeFileSync(join(dir, `plan/items/${String(id).padStart(5, '0')}.yaml`), text + updates);
  }
}
