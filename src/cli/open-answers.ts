// Where answers are kept for the next start, by the dashboard and by `check`.
import { systemClock } from '../lib/clock.ts';
import type { Log } from '../lib/log.ts';
import { type AnswerStore, createAnswerStore } from '../storage/answers/answer-store.ts';
import { cacheFile } from './places.ts';

declare const VAULTOP_VERSION: string;

export const openAnswers = (log: Log): AnswerStore =>
  createAnswerStore({
    directory: cacheFile('answers'),
    program: `vaultop ${VAULTOP_VERSION}`,
    clock: systemClock,
    log,
  });
