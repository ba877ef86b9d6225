// Sections of a restore job's detail: what the job was started with, and how long such restores took.
import type { Job } from '../../domain/jobs/job.ts';
import { elapsed, isActive } from '../../domain/jobs/job-state.ts';
import { formatDuration } from '../../lib/text/format.ts';
import { sanitize } from '../../lib/text/text.ts';
import type { AnyContext } from '../action.ts';
import type { DetailSection } from '../resource.ts';
import { fieldsSection } from '../sections.ts';

/** AWS marks the metadata of restores as sensitive: what may hold a password is not shown. */
const secret = /password|secret|credential|userdata/i;
const hidden = '(not shown)';

export const withoutSecrets = (metadata: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(metadata).map(([key, value]) => [key, secret.test(key) ? hidden : value]));

/** `metadata`: undefined if AWS did not answer. */
export function metadataSection(metadata: Readonly<Record<string, string>> | undefined): DetailSection {
  if (metadata === undefined) return fieldsSection('Restore metadata', [['Unknown', 'AWS did not return it']]);
  const entries = Object.entries(metadata).filter(([, value]) => value !== '');
  return fieldsSection(
    'Restore metadata',
    entries.map(([key, value]) => [sanitize(key), sanitize(value)] as const),
  );
}

/** How long a restore of the type usually takes, by the jobs that are known; for a job that is not over. */
export function usualSection(job: Job, known: AnyContext['known']): readonly DetailSection[] {
  if (!isActive(job)) return [];
  const others = (known('restore-jobs', job.scope) as readonly Job[]).filter(
    ({ id, state, resourceType }) => id !== job.id && state === 'COMPLETED' && resourceType === job.resourceType,
  );
  const same = others.filter(({ resourceArn }) => resourceArn === job.resourceArn);
  const chosen = same.length > 0 ? same : others;
  const spans = chosen.flatMap((one) => elapsed(one, 0) ?? []).sort((a, b) => a - b);
  const median = spans[Math.floor(spans.length / 2)];
  if (median === undefined) return [];
  const what = same.length > 0 ? 'of this resource' : `of ${job.resourceType}`;
  const restores = spans.length === 1 ? 'one earlier restore' : `${spans.length} earlier restores`;
  return [fieldsSection('History', [['Usually takes', `${formatDuration(median)}, by ${restores} ${what}`]])];
}
