// Sections that the details of the three kinds of jobs share.
import { accountOf, regionOf } from '../../domain/arn.ts';
import { explainEnd, jobEnd } from '../../domain/attention/runs/job-end.ts';
import { endedBadly } from '../../domain/jobs/day-counts.ts';
import type { Job } from '../../domain/jobs/job.ts';
import { elapsed, eta, isActive, isCompletedWithIssues, jobTone, progress, rate } from '../../domain/jobs/job-state.ts';
import { formatSize, knownSize, sizeNote } from '../../domain/vaults/size.ts';
import { formatBytes, formatDuration, formatPercent, formatRate } from '../../lib/text/format.ts';
import type { DetailSection } from '../resource.ts';
import { creatorEntries, type Entry, fieldsSection, scopeEntries, timeText } from '../sections.ts';

const duration = (ms: number | undefined) => (ms === undefined ? undefined : formatDuration(ms));

/** The same text about the end of a job as in the attention list. */
function causeEntries(job: Job): Entry[] {
  if (!endedBadly(job)) return [];
  const { title, nextStep } = explainEnd(jobEnd(job), job.message);
  return [
    ['Cause', title],
    ['Next step', nextStep],
  ];
}

export function stateSection(job: Job, now: number): DetailSection {
  const percent = progress(job);
  const bytes = rate(job, now);
  return fieldsSection('State', [
    ['State', isCompletedWithIssues(job) ? `${job.state} with issues` : job.state, jobTone(job)],
    ['Message', job.message, jobTone(job)],
    ['Category', job.messageCategory],
    ...causeEntries(job),
    ['Done', percent === undefined ? undefined : formatPercent(percent)],
    ['Left', duration(eta(job, now))],
    ['Size', sizeWithNote(job)],
    ['Transferred', job.transferredBytes === undefined ? undefined : formatBytes(job.transferredBytes)],
    ['Rate', bytes === undefined ? undefined : formatRate(bytes)],
    ['Backup type', job.backupType],
    ['Validation', job.validationStatus],
  ]);
}

export function sizeWithNote({ resourceType, sizeBytes }: Pick<Job, 'resourceType' | 'sizeBytes'>): string {
  const size = formatSize(resourceType, sizeBytes);
  const note = sizeNote(resourceType);
  if (knownSize(resourceType, sizeBytes) === undefined) return `${size} (AWS returned no size)`;
  return note ? `${size} (${note})` : size;
}

export function timesSection(job: Job, now: number): DetailSection {
  const waited = job.startedAt === undefined ? undefined : job.startedAt - job.createdAt;
  return fieldsSection('Times', [
    ['Created', timeText(job.createdAt, now)],
    ['Started', timeText(job.startedAt, now)],
    ['Waited', duration(waited)],
    ['Completed', timeText(job.completedAt, now)],
    [spanLabel(job), duration(elapsed(job, now))],
    ['Start by', job.startedAt === undefined ? timeText(job.startBy, now) : undefined],
    ['Expected', job.completedAt === undefined ? timeText(job.expectedAt, now) : undefined],
  ]);
}

function spanLabel(job: Job): string {
  if (!isActive(job)) return 'Took';
  return job.state === 'CREATED' ? 'Waiting for' : 'Running for';
}

const otherAccount = ({ vaultArn, scope }: Job): string | undefined =>
  accountOf(vaultArn) === scope.accountId ? undefined : accountOf(vaultArn);

export function subjectSection(job: Job): DetailSection {
  return fieldsSection('Job', [
    ['Job', job.id],
    ['Resource', job.resourceName],
    ['Type', job.resourceType],
    ['Resource ARN', job.resourceArn],
    ['Source vault', job.sourceVaultArn],
    [job.kind === 'copy' ? 'Destination vault' : 'Vault', job.vaultName],
    ['Destination Region', job.kind === 'copy' ? regionOf(job.vaultArn) : undefined],
    ['Destination account', job.kind === 'copy' ? otherAccount(job) : undefined],
    [job.kind === 'copy' ? 'Source point' : 'Recovery point', job.recoveryPointArn],
    ['Copied point', job.copiedPointArn],
    ['Restored to', job.createdResourceArn],
    ['Parent job', job.parentId],
    ...scopeEntries(job.scope),
  ]);
}

export function creatorSection(job: Job): DetailSection {
  const testing = job.restoreTestingPlanArn;
  const entries = testing ? [['Restore testing plan', testing] as const] : creatorEntries(job.createdBy);
  return fieldsSection('Started by', [...(job.kind === 'restore' && !testing ? [] : entries), ['Role', job.roleArn]]);
}

/** The number of child jobs in each state, as Describe returns it. */
export function childrenSection(counts: Readonly<Record<string, number>> | undefined): DetailSection[] {
  const entries = Object.entries(counts ?? {}).filter(([, count]) => count > 0);
  if (entries.length === 0) return [];
  return [
    fieldsSection(
      'Child jobs',
      entries.map(([state, count]) => [state, String(count)] as const),
    ),
  ];
}
