// The interval of creation times that a job listing needs: a narrower interval computes fewer jobs.
import type { Estate } from '../../estate/estate.ts';
import { longestJobMs } from '../../estate/timeline.ts';
import type { Call } from '../../protocols/service.ts';
import { invalidParameter } from '../../wire/aws-error.ts';

/** AWS Backup lists jobs of the last 30 days. */
const historyMs = 30 * 86_400_000;

export interface JobTimes {
  ByCreatedAfter?: Date | undefined;
  ByCreatedBefore?: Date | undefined;
  ByCompleteAfter?: Date | undefined;
  ByCompleteBefore?: Date | undefined;
}

const open = new Set(['CREATED', 'PENDING', 'RUNNING', 'ABORTING']);

/** Creation times from `from` (inclusive) to `to` (exclusive). */
export function jobWindow(input: JobTimes, state: string | undefined, now: number): { from: number; to: number } {
  const starts = [now - historyMs, input.ByCreatedAfter?.getTime() ?? 0];
  if (input.ByCompleteAfter) starts.push(input.ByCompleteAfter.getTime() - longestJobMs);
  if (state !== undefined && open.has(state)) starts.push(now - longestJobMs);
  const ends = [now + 1, input.ByCreatedBefore?.getTime() ?? now + 1, input.ByCompleteBefore?.getTime() ?? now + 1];
  return { from: Math.max(...starts), to: Math.min(...ends) };
}

export const wholeHistory = (now: number) => jobWindow({}, undefined, now);

/** AWS accepts one account id, or `*` for all. Only the management account can read other accounts. */
export function requestedEstates(requested: string | undefined, { estate }: Pick<Call, 'estate'>): Estate[] {
  const { organization, account } = estate;
  const seesAll = account === organization.management;
  if (requested === undefined) return [estate];
  if (requested === '*') return seesAll ? organization.estates() : [estate];
  if (!/^\d{12}$/.test(requested)) throw invalidParameter(`Account ID ${requested} is not valid.`);
  if (requested === account) return [estate];
  const other = seesAll ? organization.estateOf(requested) : undefined;
  return other === undefined ? [] : [other];
}

export function checkState(state: string | undefined, known: Record<string, string>): void {
  if (state !== undefined && !Object.values(known).includes(state)) {
    throw invalidParameter(`Invalid state: ${state}. Known states are ${Object.values(known).join(', ')}.`);
  }
}
