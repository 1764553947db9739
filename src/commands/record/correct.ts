/** `plan correct`: corrects updates. */
import { ratings, statuses } from '../../../schemas/enums.ts';
import { authorOption } from '../../cli/author-option.ts';
import { type Command, option } from '../../cli/command.ts';
import type { CommandContext } from '../../cli/context.ts';
import { evidenceOption, resolveEvidence } from '../../cli/evidence-option.ts';
import { noteFileOption, readNote } from '../../cli/note-option.ts';
import { correctionArguments, recordCorrection } from '../../cli/record-correction.ts';
import { type WriteFlags, writeOptions } from '../../cli/write.ts';
import { PlanError } from '../../errors.ts';
import { type CorrectedValues, correctUpdates } from '../../plan/changes/correct.ts';
import { parseDay } from '../../plan/model/date-expressions.ts';
import { resolveFilterValue } from '../../plan/query/filters.ts';
import type { EvidenceStore } from '../../storage/plan-files/evidence-store.ts';
import type { LoadedPlan } from '../../storage/plan-files/read-plan.ts';
import { parseEnum } from '../../util/suggest.ts';

interface Flags extends WriteFlags {
  status?: string;
  milestone?: string;
  rating?: string;
  note?: string;
  noteFile?: string;
  evidence?: string[];
  agency?: string;
  asOf?: string;
  reason?: string;
}

/** Removes a value. */
const none = '(none)';

export const command: Command<Flags> = {
  description: `Correct updates of an item. A correction is a new update that takes the place of the old one and repeats every value that no option gives; \`${none}\` removes a value. Several updates get the same values. The old update stays in the item, but counts no more. The correction of a public update is public.`,
  examples: [
    ['plan correct 5 1a2b3c4d --note "Two sites of five."', 'correct the note'],
    ['plan correct 5 1a2b --as-of 2026-09-30', 'correct the date; the id may be abbreviated'],
    ['plan correct 5 1a2b3c4d --milestone 5.2', 'it was about another milestone'],
    [`plan correct 5 1a2b3c4d --rating "${none}"`, 'remove the rating'],
    ['plan show 5', 'see the ids of the updates'],
  ],
  formats: ['text', 'text', 'json'],
  arguments: correctionArguments,
  options: [
    option('-s, --status <status>', `right status: ${statuses.join(', ')}`, 'status'),
    option('-m, --milestone <id>', `right milestone; \`${none}\`: the item itself`, 'milestone'),
    option('-r, --rating <rating>', `right confidence rating: ${ratings.join(', ')}`, 'rating'),
    option('--note <text>', 'right note; `-` reads standard input'),
    noteFileOption,
    evidenceOption,
    option('--agency <name>', `right agency; \`${none}\`: the group`, 'agency'),
    option('--as-of <date>', 'right date: 2026-09-30, yesterday, -3d', 'day'),
    option('--reason <text>', 'right reason to reopen completed, cancelled or superseded work'),
    authorOption,
    ...writeOptions,
  ],

  async run(context, args, flags) {
    const values: (keyof Flags)[] = [
      ...(['status', 'milestone', 'rating', 'note', 'noteFile'] as const),
      ...(['evidence', 'agency', 'asOf', 'reason'] as const),
    ];
    if (values.every((key) => flags[key] === undefined))
      throw new PlanError(
        'usage',
        'nothing to correct: no value given',
        'give the right value, such as `--as-of`; `plan withdraw` withdraws an update',
      );
    const note = flags.note === none ? null : await readNote(context.io, [], flags);
    return await recordCorrection(context, { kind: 'correct', args, flags }, (request) => {
      const { item, targets, loaded, evidence } = request;
      const corrected = correctedValues(context, loaded, flags, note, evidence);
      return correctUpdates(item, targets, corrected, request.context);
    });
  },
};

/** The values that the options give. @throws PlanError `usage`, `unknown-word`, `refused` */
function correctedValues(
  context: CommandContext,
  { plan }: LoadedPlan,
  { status, rating, milestone, agency, asOf, reason, by, evidence }: Flags,
  note: string | null | undefined,
  store: EvidenceStore,
): CorrectedValues {
  const parse = <Value>(text: string | undefined, parser: (text: string) => Value) =>
    text === undefined ? undefined : text === none ? null : parser(text);
  return {
    status: parse(status, (text) => parseEnum(text, 'a status', statuses)),
    rating: parse(rating, (text) => parseEnum(text, 'a rating', ratings)),
    milestone: parse(milestone, (text) => text),
    agency: parse(agency, (text) => resolveFilterValue(plan, 'agency', text)),
    reason: parse(reason, (text) => text.trim()),
    note,
    evidence:
      evidence?.[0] === none ? null : evidence?.map((each) => resolveEvidence(each, context.io.cwd, store)),
    asOf: asOf === undefined ? undefined : parseDay(asOf, context.clock(plan.settings)),
    by,
  };
}
