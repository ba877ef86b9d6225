import { shortName } from '../../domain/arn.ts';
import type { BackupEvent, BackupEventKind } from '../../domain/jobs/backup-event.ts';
import { readStoredNews, type StoredJobNews } from '../../domain/jobs/job-news.ts';
import { stateTone } from '../../domain/jobs/job-state.ts';
import { type Scope, scopeKey } from '../../domain/scope.ts';
import { pointTone } from '../../domain/vaults/point-status.ts';
import { parseBag } from '../../lib/bag.ts';
import { dayMs } from '../../lib/duration.ts';
import { formatAge } from '../../lib/text/format.ts';
import { sanitizeDeep } from '../../lib/text/text.ts';
import type { Resource } from '../resource.ts';
import { jobListIds, type ResourceId } from '../resource-id.ts';
import { fieldsSection, scopeEntries, timeText } from '../sections.ts';

/** An event of the live feed, or a message of its queue that cannot be parsed. */
export interface EventRow extends Omit<BackupEvent, 'kind' | 'job'> {
  readonly scope: Scope;
  /** As the store has it. */
  readonly job?: StoredJobNews;
  readonly kind: BackupEventKind | 'unreadable';
}

const words: Readonly<Record<EventRow['kind'], string>> = {
  'backup-job': 'backup',
  'copy-job': 'copy',
  'restore-job': 'restore',
  'scan-job': 'scan',
  'recovery-point': 'point',
  index: 'index',
  plan: 'plan',
  vault: 'vault',
  setting: 'settings',
  object: 'object',
  'api-call': 'call',
  other: 'other',
  unreadable: 'unreadable',
};

const jobLists: Partial<Record<EventRow['kind'], ResourceId>> = {
  'backup-job': 'backup-jobs',
  'copy-job': 'copy-jobs',
  'restore-job': 'restore-jobs',
};

/** No queue keeps a message for longer, and jobs are listed for the same time. */
const eventsListedMs = 30 * dayMs;

/** The events of the live feed. Its rows come from the queues, not from a request to AWS. */
export const events: Resource<EventRow> = {
  id: 'events',
  title: 'event',
  plural: 'events',
  aliases: ['ev', 'feed'],
  cadence: 'settings',
  derivedFrom: [],
  params: {},
  fields: ['id', 'via', 'kind', 'at', 'type', 'state', 'subject', 'message'],
  async *list() {},
  key: ({ scope, id }) => `${scopeKey(scope)}/${id}`,
  stored: {
    at: 'at',
    keyMember: 'id',
    outlivesListing: true,
    listedMs: eventsListedMs,
    // The job members depend on the version of the program that read the event: another version does not change the
    // event.
    volatile: ['job'],
    always: ['job'],
    beforeEnd: { state: '', row: (event) => event },
    state: ({ state }) => state || undefined,
    searched: ['id', 'via', 'type', 'state', 'subject', 'message'],
  },
  columns: [
    {
      id: 'age',
      member: 'at',
      measure: 'age',
      title: 'AGE',
      width: 6,
      keep: 98,
      align: 'right',
      text: ({ at }, now) => formatAge(now - at),
      sortBy: ({ at }) => at,
    },
    { id: 'kind', title: 'WHAT', width: 10, keep: 95, text: ({ kind }) => words[kind] },
    { id: 'state', member: 'state', title: 'STATE', width: 10, keep: 97, text: ({ state }) => state, tone: toneOf },
    {
      id: 'subject',
      title: 'ABOUT',
      width: 'grow',
      keep: 100,
      text: ({ subject }) => shortName(subject),
      identity: ({ subject }) => subject,
    },
    { id: 'message', title: 'MESSAGE', width: 'grow', takesRoom: true, keep: 80, text: ({ message }) => message ?? '' },
    { id: 'via', member: 'via', title: 'VIA', width: 11, keep: 40, text: ({ via }) => via, tone: () => 'muted' },
  ],
  sort: { column: 'age', descending: true },
  label: ({ kind, state, subject }) => `${words[kind]} ${state} ${shortName(subject)}`,
  copyText: ({ subject, id }) => subject || id,
  describe: async (_ask, { record }) => sanitizeDeep(parseBag(record) ?? { text: record }),
  detail: (row, _document, now) => [
    fieldsSection('Event', [
      ['What', row.type],
      ['State', row.state, toneOf(row)],
      ['About', row.subject],
      ['Message', row.message],
      ['Told', timeText(row.at, now)],
      ['Via', row.via],
      ['Id', row.id],
      ['Job', row.job?.id],
      ...scopeEntries(row.scope),
    ]),
  ],
  drillDowns: [
    ...jobListIds.map((to) => ({
      to,
      title: 'job',
      single: true,
      params: ({ kind, job }: EventRow) => (jobLists[kind] === to && job ? { id: job.id } : undefined),
    })),
    {
      to: 'protected-resources',
      title: 'resource',
      single: true,
      params({ job }) {
        const arn = job && readStoredNews(job).members.resourceArn;
        return arn ? { arn } : undefined;
      },
    },
    {
      to: 'vaults',
      title: 'vault',
      single: true,
      params({ kind, subject, job }) {
        const name =
          kind === 'vault' ? subject : kind === 'backup-job' && job ? readStoredNews(job).members.vaultName : undefined;
        return name ? { name } : undefined;
      },
    },
  ],
};

function toneOf({ kind, state }: EventRow) {
  if (kind === 'unreadable') return 'warn' as const;
  if (kind === 'api-call') return state === '' ? ('plain' as const) : ('warn' as const);
  return kind === 'recovery-point' ? pointTone(state) : stateTone(state);
}
