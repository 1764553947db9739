/** Which agency reports where an update names none. */
import { expect, test } from 'vitest';
import { defaultAgency } from '../../../../src/plan/changes/default-agency.ts';
import { anItem } from '../../../support/items.ts';

const agencies = [
  { id: 'dol', name: 'Labour', authors: ['*@dol.govt.nz', 'both@example.org'] },
  { id: 'police', name: 'Police', authors: ['*@police.govt.nz', 'both@example.org'] },
];

const milestones = [
  { id: '1', task: 'Work', agencies: ['police'] },
  { id: '2', task: 'Work' },
];
const shared = anItem({ agencies: ['dol', 'police'], timetable: { milestones } });
const single = anItem({ agencies: ['dol'] });

test.each([
  ['the author’s', shared, undefined, 'a@police.govt.nz', 'police'],
  ['the author’s, of a milestone', shared, '2', 'a@DOL.govt.nz', 'dol'],
  ['the milestone’s, where the author’s is not responsible', shared, '1', 'a@dol.govt.nz', 'police'],
  ['the item’s only one', single, undefined, null, 'dol'],
  ['the item’s only one, whoever the author is', single, undefined, 'a@police.govt.nz', 'dol'],
  ['the group, where the author speaks for two', shared, undefined, 'both@example.org', undefined],
  ['the group, where the author speaks for none', shared, '2', 'a@example.org', undefined],
])('%s', (_, item, milestone, mail, expected) => {
  expect(defaultAgency(item, milestone, agencies, mail)).toBe(expected);
});
