// A stub of AWS with given responses that records its calls.
import type { Aws, Connection } from '../../src/aws/aws.ts';
import { systemClock } from '../../src/lib/clock.ts';

export interface Asked {
  readonly connection: string;
  readonly region: string;
  readonly operation: string;
}

/** `answer`: returns a page of a list; an error that it throws is a refusal. */
export function stubAws(requested: Asked[], response: (request: Asked) => object = () => ({})): Aws {
  const connections = new Map<string, Connection>();
  const note = ({ connection, region }: Pick<Asked, 'connection' | 'region'>, operation: string) =>
    requested.push({ connection, region, operation });
  const aws: Pick<
    Aws,
    | 'call'
    | 'pages'
    | 'connect'
    | 'reach'
    | 'address'
    | 'renew'
    | 'onWaiting'
    | 'signIn'
    | 'signInAhead'
    | 'now'
    | 'speed'
    | 'close'
  > = {
    async call(scope, { operation }) {
      note(scope, operation);
      // An empty queue delays its response: without end, here.
      if (operation === 'ReceiveMessage') return new Promise(() => {});
      return { Account: '111122223333', Arn: 'arn:aws:sts::111122223333:assumed-role/A/b', Messages: [] } as never;
    },
    async *pages(scope, { operation }, { signal }) {
      // Like the real clients: an aborted call is not sent.
      signal.throwIfAborted();
      note(scope, operation);
      yield response({ connection: scope.connection, region: scope.region, operation }) as never;
    },
    connect: (connection) => void connections.set(connection.id, connection),
    reach: ({ connection }) => connections.get(connection),
    renew() {},
    address: async () => 'AWS',
    onWaiting: () => () => {},
    async signIn() {},
    signInAhead: async () => ({}),
    now: systemClock.now,
    speed: () => 1,
    close() {},
  };
  return { ...aws, meter: { count() {}, total: 0, lastMinute: () => 0 } } as Aws;
}
