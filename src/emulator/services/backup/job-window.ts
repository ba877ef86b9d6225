// Which stretch of time a job listing has to look at: the narrower, the less there is to compute.
import type { Estate } from '../../estate/estate.ts';
import { longestLifeMs } from '../../estate/timeline.ts';
import { invalidParameter } from '../../wire/aws-error.ts';
import type { Call } from '../service.ts';

/** AWS Backup lists jobs of the last 30 days. */
const historyMs = 30 * 86_400_000;

export interface JobTimes {
  ByCreatedAfter?: Date | undefined;
  ByCreatedBefore?: Date | undefined;
  ByCompleteAfter?: Date | undefined;
  ByCompleteBefore?: Date | undefined;
}

const open = new Set(['CREATED', 'PENDING', 'RUNNING', 'ABORTING']);

/** Creation times to look at, from `from` up to, not including, `to`. */
export function jobWindow(input: JobTimes, state: string | undefined, now: number): { from: number; to: number } {
  const starts = [now - historyMs, input.ByCreatedAfter?.getTime() ?? 0];
  if (input.ByCompleteAfter) starts.push(input.ByCompleteAfter.getTime() - longestLifeMs);
  if (state !== undefined && open.has(state)) starts.push(now - longestLifeMs);
  const ends = [now + 1, input.ByCreatedBefore?.getTime() ?? now + 1, input.ByCompleteBefore?.getTime() ?? now + 1];
  return { from: Math.max(...starts), to: Math.min(...ends) };
}

export const wholeHistory = (now: number) => jobWindow({}, undefined, now);

/** AWS takes one account id, or `*` for all: only the management account may look into others. */
export function estatesAsked(asked: string | undefined, { estate }: Pick<Call, 'estate'>): Estate[] {
  const { organization, account } = estate;
  const seesAll = account === organization.management;
  if (asked === undefined) return [estate];
  if (asked === '*') return seesAll ? organization.estates() : [estate];
  if (!/^\d{12}$/.test(asked)) throw invalidParameter(`Account ID ${asked} is not valid.`);
  if (asked === account) return [estate];
  const other = seesAll ? organization.estateOf(asked) : undefined;
  return other === undefined ? [] : [other];
}

export function checkState(state: string | undefined, known: Record<string, string>): void {
  if (state !== undefined && !Object.values(known).includes(state)) {
    throw invalidParameter(`Invalid state: ${state}. Known states are ${Object.values(known).join(', ')}.`);
  }
}
