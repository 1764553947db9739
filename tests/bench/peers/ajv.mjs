import { join } from 'node:path';
import { root } from '../place.mjs';
import { filesOf } from '../plans.mjs';

/** It knows types and forms alone; `plan validate` also holds words, dates and reports against each other. */
export const ajv = {
  name: 'ajv-cli',
  about: 'the plan’s own files, by the JSON Schema that we publish; types and forms alone',
  npm: ['ajv-cli@5', 'ajv-formats@2'],
  command: 'ajv',
  inPackages: (folder) => [process.execPath, join(folder, 'ajv-cli/dist/index.js')],
  version: ['help'],
  // It reads a date without quotes as an instant, which the schemas refuse.
  files: (items) =>
    new Map(
      [...filesOf(items)].map(([path, text]) => [path, text.replace(/: (\d{4}-\d\d-\d\d)$/gm, ': "$1"')]),
    ),
  works: {
    validate: {
      words: (exe) => [
        ...[...exe, 'validate', '--strict=false', '-c', 'ajv-formats', '--all-errors'],
        ...['-s', join(root, 'schemas/item.schema.json'), '-d', 'plan/items/*.yaml'],
      ],
      spoil: [/\/items\/0*9\.yaml$/, /^pillar: .*$/m, 'pillar: [prevention]'],
    },
  },
};
