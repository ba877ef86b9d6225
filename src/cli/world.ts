// What the dashboard looks at: AWS with somebody's credentials, or the embedded AWS in a worker thread.
import { type Aws, type Connection, createAws } from '../aws/aws.ts';
import { defaultRegion } from '../aws/default-region.ts';
import { systemClock } from '../lib/clock.ts';
import type { Log } from '../lib/log.ts';
import { UsageError } from './options.ts';
import type { Environment } from './subcommands.ts';
import type { Where } from './where.ts';

export interface World {
  readonly aws: Aws;
  readonly connection: string;
  readonly regions: readonly string[];
  readonly origin?: string;
  close(): Promise<void>;
}

/** The Regions of the small estate. */
const demoRegions = ['us-east-1', 'eu-west-1', 'ap-southeast-2'];

export async function openWorld(args: Where, environment: Environment, log: Log): Promise<World> {
  if (args.demo) return openDemo(args, environment, log);
  const { profile, endpointUrl } = args;
  const regions = args.regions.length > 0 ? args.regions : [await defaultRegion(process.env, profile)];
  const known = regions.filter((region) => region !== undefined);
  if (known.length === 0) {
    throw new UsageError('which Region? Say --region eu-west-1, or set AWS_REGION, or give the profile a region.');
  }
  const connection: Connection = {
    id: profile ?? '',
    ...(profile ? { profile } : {}),
    ...(endpointUrl ? { endpointUrl } : {}),
  };
  const aws = createAws({ connections: [connection], clock: systemClock, log });
  return { aws, connection: connection.id, regions: known, close: async () => aws.close() };
}

async function openDemo(args: Where, environment: Environment, log: Log): Promise<World> {
  const { readFaults } = await import('./read-faults.ts');
  const { startEmulatorWorker } = await import('../emulator/in-worker.ts');
  const emulator = await startEmulatorWorker({ faults: readFaults(args.faults) }, environment.emulatorWorker);
  const connection: Connection = {
    id: 'demo',
    endpointUrl: emulator.url,
    credentials: { accessKeyId: 'demo', secretAccessKey: 'demo' },
  };
  const aws = createAws({ connections: [connection], clock: systemClock, log });
  return {
    aws,
    connection: connection.id,
    regions: args.regions.length > 0 ? args.regions : demoRegions,
    origin: 'DEMO',
    async close() {
      aws.close();
      await emulator.close();
    },
  };
}
