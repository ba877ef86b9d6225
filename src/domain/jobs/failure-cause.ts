// The cause of a failed job, from AWS's status message and category, with the next step.
import { type Cause, causesByCategory, causesByCode, causesByPhrase, neverDenied } from './failure-causes.ts';
import type { Job } from './job.ts';
import { errorCodeOf, withoutNames } from './message-text.ts';
import { isRefusedByVault, refusedAccess } from './refused-access.ts';

/** The members of a job that show its cause. */
export type FailedJob = Partial<Pick<Job, 'kind' | 'message' | 'messageCategory' | 'roleArn' | 'resourceType'>>;

export interface Explanation extends Cause {
  /** Equal for failures with the same cause and remedy. Absent: no other failure has this cause. */
  readonly groupKey?: string;
}

export function explainFailure(failure: FailedJob): Explanation {
  const { message = '', messageCategory } = failure;
  if (isRefusedByVault(failure)) return refusedAccess(failure);
  const named = causeInMessage(message);
  const broad = causeOfCategory(messageCategory);
  // AWS's category is more certain than a sentence that may come from another service.
  const isContradicted = named !== undefined && broad?.id === 'denied' && neverDenied.has(named.id);
  if (named && !isContradicted)
    return named.id === 'denied' ? refusedAccess(failure) : { ...named, groupKey: named.id };
  const explanation: Explanation = broad?.id === 'denied' ? refusedAccess(failure) : (broad ?? unknown(message));
  const { id, title, nextStep, groupKey = id } = explanation;
  if (message === '') return { id, title, nextStep };
  // Equal sentences of AWS about two resources mean the same cause, even if that cause is unknown.
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

/** AWS's own words, in one line. */
const oneLine = (message: string): string => message.replace(/\s+/g, ' ').trim().replace(/\.$/, '');
