// Everything that calls AWS, behind plain messages: access, polls, feed and actions. The caller decides in which thread
// it runs.
import { tickMs } from '../../config/polling.ts';
import type { PollRequest } from '../app/state/lists/poll-request.ts';
import type { AwsProblem } from '../aws/aws.ts';
import { type Scope, scopeKey } from '../domain/scope.ts';
import { refusingLog } from '../journal/action-log.ts';
import { repeat } from '../lib/clock.ts';
import type { ResourceId } from '../resources/resource-id.ts';
import { createActions } from './actions/actions.ts';
import { createCommands } from './commands.ts';
import type { EnginePorts } from './engine-ports.ts';
import { createEngineState } from './engine-state.ts';
import type { Engine } from './protocol.ts';
import { createPublisher } from './publisher.ts';
import { createSources } from './sources.ts';

export function createEngine(ports: EnginePorts): Engine {
  const { clock } = ports;
  const publisher = createPublisher({
    clock,
    state: () => stateNow(),
    published: sayOrganization,
    takeChanged: () => polls.takeChanged(),
  });
  const { emit, publish, publishAtOnce, soon } = publisher;
  const sources = createSources({ ...ports, changed: soon, lost: publishAtOnce, recovered });
  const { aws, access, polls } = sources;
  const actions = createActions({
    aws,
    clock,
    dryRun: ports.dryRun ?? false,
    log: ports.actionLog ?? refusingLog,
    newToken: ports.newToken,
    emit,
    refresh: refreshTouched,
  });
  const stateNow = createEngineState(sources, actions, ports.writing);
  const watched = new Map<string, readonly PollRequest[]>();
  const obey = createCommands({ ports, sources, actions, emit, watch });
  let cancelTick = () => {};
  let saidProblem: AwsProblem | undefined;
  /** Final: commands, responses and promises that arrive later start nothing. */
  let isStopped = false;

  function watch(requests: readonly PollRequest[], viewer: string): void {
    watched.set(viewer, requests);
    ports.firstRows?.watch(watchedRequests());
    polls.watchExactly(requests, viewer);
  }

  const watchedRequests = () => [...watched.values()].flat();

  /** A connection that signed in again does not wait for the next turn of each poll. */
  function recovered(connection: string): void {
    for (const request of watchedRequests()) if (request.scope.connection === connection) polls.refresh(request);
  }

  function refreshTouched(touched: readonly ResourceId[], scopes: readonly Scope[]): void {
    const places = new Set(scopes.map(scopeKey));
    polls.outdate(({ resource, scope }) => touched.includes(resource) && places.has(scopeKey(scope)));
  }

  /**
   * The header shows how jobs of other accounts are listed; the reason why a better request is not used is reported
   * when it is known.
   */
  function sayOrganization(): void {
    const problem = access.state().organization?.problem;
    if (problem === saidProblem) return;
    saidProblem = problem;
    if (problem) emit({ type: 'notice', text: `${problem.message} ${problem.nextStep}`, tone: 'warn' });
  }

  return {
    send(command) {
      if (isStopped) return;
      obey(command);
      publish(false);
    },
    subscribe: publisher.subscribe,
    now: aws.now,
    start() {
      if (isStopped) return;
      // The number of calls per minute decreases while nothing else happens.
      cancelTick = repeat(clock, tickMs, () => {
        if (ports.writing?.takeEnd())
          emit({ type: 'notice', text: 'The time for changes has ended: vaultop is read-only again.', tone: 'warn' });
        publish(false);
      });
      polls.subscribe(() => publish(true));
      sources.start();
    },
    stop() {
      isStopped = true;
      ports.firstRows?.stop();
      cancelTick();
      publisher.stop();
      actions.stop();
      sources.stop();
    },
  };
}
