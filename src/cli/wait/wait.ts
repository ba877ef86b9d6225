// `vaultop wait ID`: ends with the job, and with its outcome.
import { systemClock } from '../../lib/clock.ts';
import type { Log } from '../../lib/files/log.ts';
import { jsonText } from '../../lib/text/json-text.ts';
import { requestContextIn } from '../act/prepare.ts';
import { openSession } from '../act/session.ts';
import { loadSettings } from '../config/settings.ts';
import { UsageError } from '../options/options.ts';
import { complain, print } from '../output/output.ts';
import { reportFailure } from '../output/report-failure.ts';
import type { LaunchEnvironment } from '../subcommands.ts';
import { openWorld } from '../world.ts';
import { readWaitArguments, type WaitArguments } from './arguments.ts';
import { awaitJob } from './await-job.ts';
import { type ContextOf, findJob, readJob } from './find-job.ts';
import { codeOf, reportJson, reportText, unknownCode } from './report.ts';

export { help } from './help.ts';
export const failedCode = unknownCode;

export async function run(words: readonly string[], environment: LaunchEnvironment, log: Log): Promise<number> {
  const args = readWaitArguments(words, await loadSettings(words, log));
  const until = systemClock.now() + args.timeoutMs;
  try {
    const world = await openWorld(args.where, { environment, log });
    try {
      const session = await openSession(world);
      return await waitFor(args, (params) => requestContextIn(session, params), until);
    } finally {
      await world.close();
    }
  } catch (error) {
    if (error instanceof UsageError) throw error;
    // 1 would mean that the job failed.
    reportFailure(log, error);
    return unknownCode;
  }
}

async function waitFor({ id, kind, format }: WaitArguments, contextOf: ContextOf, until: number): Promise<number> {
  const found = kind ? await readJob(contextOf, kind, id) : await findJob(contextOf, id);
  if (!found) {
    complain(`There is no backup, copy or restore job ${id} in ${contextOf({}).scope.region}.`);
    return unknownCode;
  }
  const ended = await awaitJob({
    clock: systemClock,
    until,
    read: () => readJob(contextOf, found.kind, id),
    say: complain,
  });
  await print(format === 'json' ? `${jsonText(reportJson(id, ended), 2)}\n` : `${reportText(id, ended)}\n`);
  return codeOf(ended);
}
