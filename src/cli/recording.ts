// `--record DIR`: the directory, and the recorder that writes to it.
import { readdirSync } from 'node:fs';
import { createRecorder, type Recorder } from '../aws/recording/recorder.ts';
import { errorMessage } from '../lib/error-message.ts';
import type { Log } from '../lib/files/log.ts';
import { makePrivateFolder } from '../lib/files/private-folder.ts';
import { UsageError } from './options/options.ts';
import type { Where } from './options/where.ts';

/** Throws a UsageError if it is neither new nor empty, or if others own it. */
export function prepareRecording(folder: string): void {
  try {
    if (namesIn(folder).length > 0) throw new Error('it is not empty');
    makePrivateFolder(folder);
  } catch (error) {
    throw new UsageError(`--record ${folder}: ${errorMessage(error)}; name a new or empty directory.`);
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** undefined: nothing is recorded. `say`: shows a sentence. */
export async function recorderOf(
  { record }: Pick<Where, 'record'>,
  log: Log,
  say: (text: string) => void,
): Promise<Recorder | undefined> {
  if (!record) return undefined;
  const anonymize = record.isAnonymous ? await loadAnonymizer() : undefined;
  return createRecorder({
    ...record,
    anonymize,
    ended(reason) {
      log.warn('recording ended', { reason });
      say(`The recording in ${record.folder} ended: ${reason}.`);
    },
  });
}

async function loadAnonymizer() {
  const { createExchangeAnonymizer } = await import('../engine/anonymize/anonymize-exchange.ts');
  return createExchangeAnonymizer();
}
