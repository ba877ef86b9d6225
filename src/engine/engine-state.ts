// The state of the engine: a part that has not changed is the same object as before.
import type { CliConnection } from '../aws/aws.ts';
import type { WriteWindow } from '../aws/write-window.ts';
import type { Scope } from '../domain/scope.ts';
import { isSame } from '../lib/same.ts';
import type { AccessState } from './access/access-state.ts';
import type { Actions } from './actions/actions.ts';
import type { EngineState } from './protocol.ts';
import type { Sources } from './sources.ts';

/** Returns a function that reads the present state. */
export function createEngineState(
  sources: Sources,
  actions: Pick<Actions, 'runs' | 'marks'>,
  writing?: WriteWindow,
): () => EngineState {
  const { aws, access } = sources;
  const steadyEvents = createSteady<EngineState['events']>();
  const reachOf = createReaches(
    (scope) => aws.reach(scope),
    () => writing?.mark(),
  );

  return () => {
    const state = access.state();
    const feed = sources.feed();
    return {
      access: state,
      place: sources.place(),
      reach: reachOf(state),
      identities: sources.identities.table(),
      writeUntil: writing?.until(),
      cloudWatch: sources.watch().cloudWatch,
      callsPerMinute: aws.meter.lastMinute(),
      feed: feed?.state(),
      events: steadyEvents(feed?.snapshot()),
      runs: actions.runs(),
      marks: actions.marks(),
    };
  };
}

/** Returns the previous object as long as the value is equal. */
function createSteady<Value>() {
  let known: { readonly value: Value } | undefined;
  return (value: Value): Value => {
    if (!known || !isSame(known.value, value)) known = { value };
    return known.value;
  };
}

/** The settings of each connection for the AWS CLI, computed again only if the connections or their write access changed. */
function createReaches(reach: (scope: Scope) => CliConnection | undefined, writing: () => number | undefined) {
  let made:
    | {
        readonly of: AccessState;
        readonly writing: number | undefined;
        readonly reaches: ReadonlyMap<string, CliConnection>;
      }
    | undefined;
  return (state: AccessState): ReadonlyMap<string, CliConnection> => {
    if (made?.of === state && made.writing === writing()) return made.reaches;
    const reaches = new Map<string, CliConnection>();
    for (const { id, identity } of state.connections) {
      const found = reach({ accountId: identity?.accountId ?? '', region: '', connection: id });
      if (found) reaches.set(id, found);
    }
    made = { of: state, writing: writing(), reaches };
    return reaches;
  };
}
