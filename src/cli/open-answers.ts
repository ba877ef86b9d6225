// Where answers are kept for the next start, by the dashboard and by `check`.
import { systemClock } from '../lib/clock.ts';
import type { Log } from '../lib/log.ts';
import { makePrivateFolder } from '../lib/private-folder.ts';
import { type AnswerStore, createAnswerStore } from '../storage/answers/answer-store.ts';
import { cacheFile } from './places.ts';

declare const VAULTOP_VERSION: string;

/** undefined: there is no directory for them, or it is not ours alone. */
export function openAnswers(log: Log): AnswerStore | undefined {
  const [folder, directory] = [cacheFile(), cacheFile('answers')];
  if (folder === undefined || directory === undefined) return undefined;
  try {
    makePrivateFolder(folder);
    makePrivateFolder(directory);
  } catch (error) {
    log.warn('nothing is kept', { error });
    return undefined;
  }
  return createAnswerStore({ directory, program: `vaultop ${VAULTOP_VERSION}`, clock: systemClock, log });
}
