// Keeps the store current without a screen: watches the lists that a dashboard in the background watches, and has
// their findings evaluated.
import { accountsKey } from '../../app/state/accounts-key.ts';
import type { AnySnapshot } from '../../app/state/data.ts';
import { everywhere } from '../../app/state/lists/list-requests.ts';
import { type ListRequest, requestKey } from '../../app/state/lists/poll-request.ts';
import { isSignInProblem } from '../../aws/errors/errors.ts';
import type { AttentionSettings } from '../../domain/attention/settings.ts';
import type { EvaluationRequest } from '../../engine/evaluation/evaluation-request.ts';
import type { Engine, EngineState } from '../../engine/protocol.ts';
import {
  accessPointSources,
  attentionSources,
  coverageSources,
  type DerivedId,
} from '../../resources/derived/derived.ts';
import type { ResourceId } from '../../resources/resource-id.ts';
import { createEngineMirror } from '../../runtime/engine-mirror.ts';
import type { CollectProblem } from './problem-log.ts';

export interface CollectorOptions {
  readonly engine: Engine;
  readonly attention: AttentionSettings;
  /** Derived lists that are evaluated besides the findings. */
  readonly derived?: readonly DerivedId[];
  evaluate(request: EvaluationRequest): void;
  /** The state or a response changed: all present problems. */
  changed(problems: readonly CollectProblem[]): void;
  /** A sentence of the engine. */
  say(text: string): void;
}

export interface Collector {
  state(): EngineState;
  /** The lists that are requested. */
  requests(): readonly ListRequest[];
  snapshot(request: ListRequest): AnySnapshot | undefined;
  stop(): void;
}

/** Of config/budgets.ts: no screen shows the rows. */
const background = 2;

type Place = Pick<EngineState['access'], 'scopes' | 'organizationScopes'>;

export function createCollector(options: CollectorOptions): Collector {
  const { engine, attention, derived = [], evaluate } = options;
  const mirror = createEngineMirror();
  let requests: readonly ListRequest[] = [];
  let place: Place | undefined;
  let evaluated: string | undefined;

  const snapshot = (request: ListRequest) => mirror.response(requestKey(request));

  function watch({ access, cloudWatch }: EngineState): boolean {
    const { scopes, organizationScopes } = access;
    if (place?.scopes === scopes && place.organizationScopes === organizationScopes) return false;
    place = { scopes, ...(organizationScopes ? { organizationScopes } : {}) };
    requests = collectedLists({ attention, cloudWatch, organization: organizationScopes !== undefined }).flatMap((id) =>
      everywhere(id, access, background),
    );
    engine.send({ type: 'watch', viewer: 'collect', requests });
    return true;
  }

  function watchEvaluation({ access, identities }: EngineState, isMoved: boolean): void {
    const { scopes, organizationScopes, accounts } = access;
    if (identities.size === 0) return;
    const text = JSON.stringify([accountsKey(accounts), [...identities]]);
    if (!isMoved && text === evaluated) return;
    evaluated = text;
    const watched = { scopes, accounts, identities, ...(organizationScopes ? { organizationScopes } : {}) };
    evaluate({ watched, settings: attention, lists: derived });
  }

  const unsubscribe = engine.subscribe((note) => {
    if (note.type === 'notice') options.say(note.text);
    if (note.type !== 'changed') return;
    mirror.take(note);
    const state = mirror.state();
    watchEvaluation(state, watch(state));
    options.changed(problemsOf(state, requests, snapshot));
  });

  return {
    state: mirror.state,
    requests: () => requests,
    snapshot,
    stop() {
      unsubscribe();
      engine.stop();
    },
  };
}

interface ListsWanted {
  readonly attention: Pick<AttentionSettings, 'coverage' | 'accessPoints'>;
  readonly cloudWatch: boolean;
  readonly organization: boolean;
}

/** The lists of the overview, and those from which findings follow. */
const collectedLists = ({ attention, cloudWatch, organization }: ListsWanted): readonly ResourceId[] => [
  ...attentionSources,
  ...(attention.coverage ? coverageSources : []),
  ...(attention.accessPoints ? accessPointSources : []),
  ...(organization ? (['job-days'] as const) : []),
  ...(cloudWatch ? (['metrics'] as const) : []),
];

/** A connection that cannot sign in is one problem, whatever lists it requests. */
function problemsOf(
  { access, feed }: EngineState,
  requests: readonly ListRequest[],
  snapshot: Collector['snapshot'],
): CollectProblem[] {
  const signIns = access.connections.flatMap(({ id, label, problem }) =>
    problem ? [{ key: `sign-in ${id}`, fields: { connection: label }, problem }] : [],
  );
  const failing = new Set(access.connections.flatMap(({ id, problem }) => (problem ? [id] : [])));
  const lists = requests.flatMap((request) => {
    const { failure } = snapshot(request) ?? {};
    const { resource, scope } = request;
    if (!failure || failing.has(scope.connection) || isSignInProblem(failure.problem)) return [];
    const fields = { list: resource, account: scope.accountId, region: scope.region };
    return [{ key: requestKey(request), fields, problem: failure.problem }];
  });
  const ofFeed = feed?.problem ? [{ key: 'feed', fields: { list: 'events' }, problem: feed.problem }] : [];
  return [...signIns, ...lists, ...ofFeed];
}
