// The AWS of a command: AWS with the user's credentials, or the embedded AWS in a worker thread.
import { type Aws, type AwsOptions, createAws } from '../aws/aws.ts';
import { cliCacheDirectory, createRoleSessions } from '../aws/sign-in/role-sessions.ts';
import type { WorkerEmulator } from '../emulator/in-worker.ts';
import type { StartingPlace } from '../engine/access/place.ts';
import { systemClock } from '../lib/clock.ts';
import { defined } from '../lib/defined.ts';
import type { Log } from '../lib/files/log.ts';
import { createTurns } from '../lib/process/turns.ts';
import { createMfaCodes, type MfaCodes, promptOnTerminal, signInWithMfa } from './mfa-codes.ts';
import { demoEstate, demoPlace, demoRates, findPlace } from './options/place-of-where.ts';
import type { Where } from './options/where.ts';
import { complain } from './output/output.ts';
import { prepareRecording, recorderOf } from './recording.ts';
import { refuseFifos } from './refuse-fifos.ts';
import { createSkewNews } from './skew-news.ts';
import type { LaunchEnvironment } from './subcommands.ts';

export interface World {
  readonly aws: Aws;
  /** The initial connections and Regions. */
  readonly place: StartingPlace;
  readonly origin?: string;
  readonly mfa: MfaCodes;
  /** Reports a wrong clock of this machine as a sentence; a known one at once. */
  onClockSkew(listener: (text: string) => void): void;
  close(): Promise<void>;
}

/** `rates` and `reads`: the rates and retries of commands that end by themselves. */
export interface WorldOptions extends Pick<AwsOptions, 'rates' | 'reads' | 'onCall'> {
  readonly environment: LaunchEnvironment;
  readonly log: Log;
}

export async function openWorld(where: Where, options: WorldOptions): Promise<World> {
  const { environment, log, reads, onCall } = options;
  const { rates = options.rates } = environment;
  refuseFifos(process.env);
  const skew = createSkewNews(complain);
  const nextTurn = createTurns();
  if (where.record) prepareRecording(where.record.folder);
  const recorder = await recorderOf(where, log, complain);
  const paced = { log, nextTurn, reads, recorder, onClockSkew: skew.found, ...defined({ rates, onCall }) };
  if (where.demo) return { ...(await openDemo(where, environment, paced)), onClockSkew: skew.listen };
  const mfa = createMfaCodes(process.stdin.isTTY && process.stderr.isTTY ? promptOnTerminal : undefined);
  const sessions = createRoleSessions(cliCacheDirectory());
  const aws = createAws({
    connections: [],
    clock: systemClock,
    sessions,
    mfaCode: mfa.code,
    ...paced,
  });
  const place = await findPlace(where, aws);
  await signInWithMfa(aws, place);
  mfa.screenOpens();
  return { aws, place, mfa, onClockSkew: skew.listen, close: async () => aws.close() };
}

export async function startDemo(where: Where, environment: LaunchEnvironment): Promise<WorkerEmulator> {
  const { readFaults } = await import('./read-faults.ts');
  const { startEmulatorWorker } = await import('../emulator/in-worker.ts');
  const { faults, speed } = where;
  return startEmulatorWorker(
    { estate: demoEstate(where), faults: readFaults(faults), ...(speed ? { speed } : {}) },
    environment.emulatorWorker,
  );
}

async function openDemo(
  where: Where,
  environment: LaunchEnvironment,
  paced: Omit<AwsOptions, 'connections' | 'clock'>,
): Promise<Omit<World, 'onClockSkew'>> {
  const emulator = await startDemo(where, environment);
  const aws = createAws({ connections: [], clock: systemClock, ...paced, ...demoRates(where) });
  return {
    aws,
    place: demoPlace(where, emulator.url, aws),
    origin: 'DEMO',
    mfa: createMfaCodes(undefined),
    async close() {
      aws.close();
      await emulator.close();
    },
  };
}
