import { program } from '../place.mjs';
import { filesOf } from '../plans.mjs';
import { countsOfTable, idsOfTable } from './forms.mjs';

export const plan = {
  name: 'plan',
  about: 'a YAML file an item; an update is a commit of that file, with trailers',
  version: ['--version'],
  exe: program(),
  files: filesOf,
  works: {
    list: {
      words: (exe, { agency, status }) => [
        ...[...exe, 'list', '--agency', agency, '--status', status],
        ...['--fields', 'id,agencies,status,action'],
      ],
      ids: idsOfTable,
    },
    count: {
      words: (exe, by) => [...exe, 'list', '--count-by', by],
      counts(text) {
        const { total: _, ...counts } = countsOfTable(text.replace('not reported', 'not-reported'));
        return counts;
      },
    },
    validate: {
      words: (exe) => [...exe, 'validate'],
      spoil: [/\/0*9\.yaml$/, /^pillar: .*$/m, 'pillar: prevension'],
    },
    update: {
      words: (exe, { id }, status) => [...exe, 'update', String(id), '--status', status],
    },
  },
};
