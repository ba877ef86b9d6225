// Acknowledgements and mutes. The rows are made by the screen, from the store and from the config file.
import { subjectOfLine } from '../../domain/attention/findings/line-row.ts';
import type { MuteRow } from '../../domain/attention/lists/mute-rows.ts';
import type { Tone } from '../../domain/tone.ts';
import { formatDateTime } from '../../lib/text/format.ts';
import { lift } from '../actions/findings/lift-action.ts';
import { ageColumn } from '../common-columns.ts';
import type { Resource } from '../resource.ts';
import { fieldsSection, timeText } from '../sections.ts';

const tones: Readonly<Record<MuteRow['state'], Tone>> = { acknowledged: 'plain', muted: 'plain', over: 'warn' };

interface Named extends Pick<MuteRow, 'name'> {
  readonly acknowledgement?: MuteRow['acknowledgement'] | undefined;
}

/** Of an acknowledgement the subject, as the sentence of the finding names it. */
const nameOf = ({ name, acknowledgement }: Named): string => (acknowledgement ? subjectOfLine(acknowledgement) : name);

export const mutes: Resource<MuteRow> = {
  id: 'mutes',
  title: 'mute',
  plural: 'mutes and acknowledgements',
  aliases: ['acknowledgements', 'acks'],
  cadence: 'jobs',
  params: {},
  fields: ['id', 'state', 'name', 'kind', 'reason', 'by', 'at', 'until'],
  derivedFrom: [],
  spansPlaces: true,
  async *list() {},
  key: ({ id }) => `//${id}`,
  columns: [
    {
      id: 'state',
      title: 'STATE',
      width: 12,
      keep: 100,
      member: 'state',
      text: ({ state }) => state,
      tone: ({ state }) => tones[state],
    },
    { id: 'name', title: 'WHAT', width: 'grow', keep: 100, member: 'name', text: nameOf },
    { id: 'reason', title: 'REASON', width: 'grow', keep: 80, text: ({ reason }) => reason ?? '' },
    {
      id: 'until',
      title: 'UNTIL',
      width: 17,
      keep: 90,
      text: ({ state, until }) => untilText(state, until),
      sortBy: ({ until }) => until,
      measure: 'until',
    },
    { id: 'by', title: 'BY', width: 10, keep: 85, text: ({ by }) => by ?? '' },
    ageColumn(({ at }) => at, { keep: 86 }),
  ],
  sort: { column: 'age', descending: true },
  label: nameOf,
  copyText: nameOf,
  describe: async (_, { acknowledgement, mute }) => acknowledgement ?? mute,
  detail: ({ state, kind, reason, by, at, until, acknowledgement, ...row }, _, now) => [
    fieldsSection('Not listed', [
      ['State', state, tones[state]],
      ['What', nameOf({ acknowledgement, ...row })],
      ['Kind', kind],
      [acknowledgement ? 'When acknowledged' : 'Reason', reason],
      ['Until', until === undefined ? untilText(state, until) : timeText(until, now)],
      ['By', by],
      ['At', timeText(at, now)],
    ]),
  ],
  drillDowns: [],
  actions: [lift],
};

function untilText(state: MuteRow['state'], until: number | undefined): string {
  if (state === 'acknowledged') return 'it gets worse';
  return until === undefined ? 'no end date' : formatDateTime(until).slice(0, 'YYYY-MM-DD HH:MM'.length);
}
