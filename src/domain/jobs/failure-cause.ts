// Why a job failed, from AWS's status message and category, with the next step to take.
import { type Cause, causesByCategory, causesByCode, causesByPhrase, neverDenied } from './failure-causes.ts';
import type { Job } from './job.ts';
import { errorCodeOf, withoutNames } from './message-text.ts';
import { isRefusedByVault, refusedAccess } from './refused-access.ts';

/** What of a job tells its cause. */
export type FailedJob = Partial<Pick<Job, 'kind' | 'message' | 'messageCategory' | 'roleArn' | 'resourceType'>>;

export interface Explanation extends Cause {
  /** Failures with the same one have the same cause and remedy. Absent: it is of this failure alone. */
  readonly groupKey?: string;
}

export function explainFailure(failure: FailedJob): Explanation {
  const { message = '', messageCategory } = failure;
  if (isRefusedByVault(failure)) return refusedAccess(failure);
  const named = causeInMessage(message);
  const broad = causeOfCategory(messageCategory);
  // AWS's category is surer than a sentence that may be another service's.
  const isContradicted = named !== undefined && broad?.id === 'denied' && neverDenied.has(named.id);
  if (named && !isContradicted)
    return named.id === 'denied' ? refusedAccess(failure) : { ...named, groupKey: named.id };
  const explanation: Explanation = broad?.id === 'denied' ? refusedAccess(failure) : (broad ?? unknown(message));
  const { id, title, nextStep, groupKey = id } = explanation;
  if (message === '') return { id, title, nextStep };
  // The same sentence of AWS about two things has one cause, whichever that is.
  return { id, title: oneLine(message), nextStep, groupKey: `${groupKey}/${withoutNames(oneLine(message))}` };
}

function causeInMessage(message: string): Cause | undefined {
  const text = withoutNames(message);
  const byPhrase = causesByPhrase.find(([pattern]) => pattern.test(text));
  const code = errorCodeOf(message) ?? '';
  return (byPhrase ?? causesByCode.find(([pattern]) => pattern.test(code)))?.[1];
}

function causeOfCategory(category = ''): Cause | undefined {
  const key = category.toLowerCase().replace(/[^a-z]/g, '');
  return Object.hasOwn(causesByCategory, key) ? causesByCategory[key] : undefined;
}

const unknown = (message: string): Cause => ({
  id: 'unknown',
  title: 'AWS gave no reason',
  nextStep: message === '' ? 'start the job again' : "search AWS's documentation for this message",
});

/** AWS's own words. */
const oneLine = (message: string): string => message.replace(/\s+/g, ' ').trim().replace(/\.$/, '');
