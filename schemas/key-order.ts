/** The keys of an item's file and of the mappings in it, in the order in which they are written. */
import { fileTypes } from './generated/file-types.ts';

const { fields } = fileTypes.item;

export const itemFileKeys = {
  item: Object.keys(fields),
  milestone: Object.keys(fields.timetable.fields.milestones.list.fields),
  added: Object.keys(fields.added.fields),
  retired: Object.keys(fields.retired.fields),
  amendments: Object.keys(fields.amendments.list.fields),
  updates: Object.keys(fields.updates.list.fields),
} as const;
