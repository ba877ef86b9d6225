import { formatAge } from './format.ts';

/** Ages that stand on screen all day change at this interval, all at once, so that a quiet screen writes little. */
const stepMs = 5_000;

const toStep = (ms: number): number => Math.floor(ms / stepMs) * stepMs;

/** The age of a time in steps of 5 s, rounded down: '0s', '5s', '4m10s', '38m'. Both arguments are epoch ms. */
export const formatSteppedAge = (at: number, now: number): string => formatAge(toStep(toStep(now) - at));
