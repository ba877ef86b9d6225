// Until the identity is known, the screen shows the place of the previous start: the rows of its identities, from the
// store.
import type { AnySnapshot } from '../app/state/data.ts';
import type { ListRequest } from '../app/state/lists/poll-request.ts';
import { wholeAtOf } from '../engine/polls/stored-responses.ts';
import type { ReadableStore } from '../engine/program-store.ts';
import type { EngineState } from '../engine/protocol.ts';
import type { EngineMirror } from './engine-mirror.ts';
import type { LastStart } from './last-start.ts';

export interface StartMirrorOptions {
  readonly mirror: EngineMirror;
  /** Absent: no previous start had the same options. */
  readonly lastStart: LastStart | undefined;
  readonly store: Pick<ReadableStore, 'sight'>;
}

export interface StartMirror extends EngineMirror {
  /** The identity is not known yet: nothing is requested or evaluated for these scopes. */
  isOfLastStart(): boolean;
  /** The age of the stored response; undefined: there is none, or the identity is known. */
  stored(request: ListRequest): AnySnapshot | undefined;
}

export function createStartMirror({ mirror, lastStart, store }: StartMirrorOptions): StartMirror {
  let isOver = lastStart === undefined;
  let made: { readonly of: EngineState; readonly state: EngineState } | undefined;

  function state(): EngineState {
    const found = mirror.state();
    isOver ||= !lastStart || hasResponse(found) || !isSamePlace(found, lastStart);
    if (isOver || !lastStart) return found;
    if (made?.of === found) return made.state;
    const { scopes, organizationScopes, identities } = lastStart;
    const access = { ...found.access, scopes, ...(organizationScopes ? { organizationScopes } : {}) };
    made = { of: found, state: { ...found, access, identities } };
    return made.state;
  }

  const isOfLastStart = (): boolean => {
    state();
    return !isOver;
  };

  return {
    state,
    isOfLastStart,
    response: mirror.response,
    take: mirror.take,
    stored(request) {
      const identity = isOfLastStart() ? lastStart?.identities.get(request.scope.connection) : undefined;
      const sight = store.sight();
      const loadedAt = sight && identity !== undefined ? wholeAtOf(request, identity, sight.reader) : undefined;
      return loadedAt === undefined ? undefined : { version: 0, loadedAt, restored: true };
    },
  };
}

/** An identity, or the reason why there is none. Waiting for a program that prompts for a code is neither. */
const hasResponse = ({ access }: EngineState): boolean =>
  access.scopes.length > 0 ||
  access.connections.some(
    ({ identity, problem }) => identity !== undefined || (problem && problem.kind !== 'waiting-for-program'),
  );

const isSamePlace = ({ place }: EngineState, { identities }: LastStart): boolean =>
  place.connections.length > 0 && [...identities.keys()].every((id) => place.connections.some((one) => one.id === id));
