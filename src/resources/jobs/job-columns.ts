// Columns that the three lists of jobs share.
import type { Job } from '../../domain/jobs/job.ts';
import { elapsed, eta, isActive, jobTone, progress, rate } from '../../domain/jobs/job-state.ts';
import { formatSize, knownSize } from '../../domain/vaults/size.ts';
import { formatAge, formatPercent, formatRate } from '../../lib/text/format.ts';
import type { Column } from '../resource.ts';

/** The common fields of jobs; each kind has more. */
export const jobFields = [
  'kind',
  'id',
  'state',
  'resourceArn',
  'resourceName',
  'resourceType',
  'vaultName',
  'vaultArn',
  'createdAt',
  'startedAt',
  'completedAt',
  'startBy',
  'expectedAt',
  'percent',
  'sizeBytes',
  'transferredBytes',
  'message',
  'messageCategory',
  'createdBy.planId',
  'createdBy.planName',
  'createdBy.ruleName',
  'recoveryPointArn',
] as const;

type JobColumn = Column<Job>;

export const stateColumn: JobColumn = {
  id: 'state',
  member: 'state',
  title: 'STATE',
  width: 9,
  keep: 100,
  text: ({ state }) => state,
  tone: jobTone,
};

export const nameColumn: JobColumn = {
  id: 'name',
  member: 'resourceName',
  title: 'RESOURCE',
  width: 'grow',
  // As long as the id of a volume or an instance.
  whole: 21,
  keep: 100,
  text: ({ resourceName }) => resourceName,
  identity: ({ resourceArn }) => resourceArn,
};

export const typeColumn: JobColumn = {
  id: 'type',
  member: 'resourceType',
  title: 'TYPE',
  width: 8,
  whole: 15,
  keep: 92,
  text: ({ resourceType }) => resourceType,
};

export const vaultColumn: JobColumn = {
  id: 'vault',
  member: 'vaultName',
  title: 'VAULT',
  width: 'grow',
  keep: 88,
  text: ({ vaultName }) => vaultName,
  identity: ({ vaultArn }) => vaultArn,
};

export const ageColumn: JobColumn = {
  id: 'age',
  member: 'createdAt',
  measure: 'age',
  title: 'AGE',
  width: 6,
  keep: 96,
  align: 'right',
  text: ({ createdAt }, now) => formatAge(now - createdAt),
  sortBy: ({ createdAt }) => createdAt,
};

export const tookColumn: JobColumn = {
  id: 'took',
  measure: 'duration',
  title: 'TOOK',
  width: 6,
  keep: 80,
  align: 'right',
  text(job, now) {
    const ms = elapsed(job, now);
    return ms === undefined ? '' : formatAge(ms);
  },
  sortBy: elapsed,
  tone: (job) => (isActive(job) ? 'busy' : 'plain'),
};

export const percentColumn: JobColumn = {
  id: 'percent',
  measure: 'number',
  title: 'DONE',
  width: 4,
  keep: 90,
  align: 'right',
  text(job) {
    const percent = progress(job);
    return percent === undefined ? '' : formatPercent(percent);
  },
  sortBy: progress,
};

export const etaColumn: JobColumn = {
  id: 'eta',
  measure: 'duration',
  title: 'LEFT',
  width: 6,
  keep: 55,
  align: 'right',
  text(job, now) {
    const ms = eta(job, now);
    return ms === undefined ? '' : formatAge(ms);
  },
  sortBy: eta,
};

export const rateColumn: JobColumn = {
  id: 'rate',
  measure: 'bytes',
  title: 'RATE',
  width: 10,
  keep: 45,
  align: 'right',
  text(job, now) {
    const bytes = rate(job, now);
    return bytes === undefined ? '' : formatRate(bytes);
  },
  sortBy: rate,
};

export const sizeColumn: JobColumn = {
  id: 'size',
  measure: 'bytes',
  title: 'SIZE',
  width: 8,
  keep: 70,
  align: 'right',
  text: ({ resourceType, sizeBytes }) => formatSize(resourceType, sizeBytes),
  sortBy: ({ resourceType, sizeBytes }) => knownSize(resourceType, sizeBytes),
  tone: ({ resourceType, sizeBytes }) => (knownSize(resourceType, sizeBytes) === undefined ? 'muted' : 'plain'),
};

export const planColumn: JobColumn = {
  id: 'plan',
  member: 'createdBy.planName',
  title: 'PLAN / RULE',
  width: 24,
  keep: 50,
  text({ createdBy }) {
    if (!createdBy) return 'on demand';
    const { planName, planId, ruleName } = createdBy;
    return ruleName ? `${planName ?? planId} / ${ruleName}` : (planName ?? planId);
  },
  identity: ({ createdBy }) => createdBy && `${createdBy.planId}/${createdBy.ruleId ?? ''}`,
  tone: ({ createdBy }) => (createdBy ? 'plain' : 'muted'),
};

export const messageColumn: JobColumn = {
  id: 'message',
  member: 'message',
  title: 'MESSAGE',
  width: 'grow',
  least: 24,
  takesRoom: true,
  keep: 60,
  text: ({ message, messageCategory }) =>
    message ?? (messageCategory && messageCategory.toUpperCase() !== 'SUCCESS' ? messageCategory : ''),
};

/** Wide enough to distinguish two jobs: names and messages need the space, and a page over ssh is a quarter smaller. */
export const idColumn: JobColumn = {
  id: 'id',
  member: 'id',
  title: 'ID',
  width: 9,
  // A message has its room before anything else.
  keep: -1,
  text: ({ id }) => id,
};
