// The snapshots of the lists on screen while an extract is open: what its requests say, or that it has no response.
import type { AnySnapshot } from '../../app/state/data.ts';
import type { ListRequest, PollRequest } from '../../app/state/lists/poll-request.ts';
import type { AwsProblem } from '../../aws/errors/errors.ts';
import { resources } from '../../resources/index.ts';
import type { StoreReader } from '../../store/read/store-reader.ts';
import { answeringRequests } from '../polls/stored-times.ts';
import { storedScope } from '../stored-scope.ts';

export interface ExtractResponsesOptions {
  readonly reader: StoreReader;
  /** By connection, as the store names them. */
  readonly identities: ReadonlyMap<string, string>;
  /** Epoch ms by this machine's clock. */
  readonly openedAt: number;
}

export const offlineProblem: AwsProblem = {
  kind: 'unknown',
  message: 'An extract is open: no request is sent to AWS.',
  nextStep: 'start vaultop without --open',
  retryable: false,
};

export function createExtractResponses({ reader, identities, openedAt }: ExtractResponsesOptions) {
  const failing = (message: string): AnySnapshot => ({
    version: 1,
    failure: {
      problem: { ...offlineProblem, message, nextStep: 'the screen shows the rows of the extract' },
      since: openedAt,
      attempts: 1,
      retryAt: Number.MAX_SAFE_INTEGER,
    },
  });

  function snapshotOf(request: PollRequest): AnySnapshot {
    if (request.kind === 'document') return failing('An extract contains rows, but no documents.');
    const states = statesOf(request);
    const wholeAt = states.flatMap((state) => state.wholeAt ?? []);
    const problem = states.find((state) => state.problem !== undefined)?.problem;
    if (wholeAt.length === 0) return failing(problem ?? 'The extract has no complete response to this list.');
    const loadedAt = Math.max(...wholeAt);
    return { ...(problem === undefined ? { version: 1 } : failing(problem)), loadedAt };
  }

  /** A list of all rows answers a narrower one, and that of an organization that of its accounts. */
  function statesOf({ resource, scope, params }: ListRequest) {
    const identity = identities.get(scope.connection);
    const { stored } = resources[resource];
    if (identity === undefined || !stored) return [];
    return answeringRequests({ resource, params }, storedScope(scope, identity), reader).flatMap(
      (one) => reader.requestState(one.resource, one.scope, one.params) ?? [],
    );
  }

  return snapshotOf;
}
