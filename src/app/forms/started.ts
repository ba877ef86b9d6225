// The jobs that a run started and the things that it created: their names, and the way to open them.
import type { AnyAction, MadeThing } from '../../resources/action.ts';
import { detailOf, listScreen, pushScreen } from '../state/open.ts';
import type { State } from '../state/state.ts';
import type { Run, RunTarget } from './run.ts';

interface Made extends MadeThing {
  readonly param: string;
  readonly verb: 'started' | 'created';
}

/** undefined: the action makes nothing that has a page. */
export function madeBy({ starts, creates }: AnyAction): Made | undefined {
  if (creates) return { ...creates, verb: 'created' };
  return starts && { ...starts, param: 'id', verb: 'started' };
}

/** The id of what the target's last call made, if the response has it. */
export function startedId(action: AnyAction, { outcome, responses }: RunTarget): string | undefined {
  const made = madeBy(action);
  if (!made || outcome !== 'done') return undefined;
  const id = (responses.at(-1) as Readonly<Record<string, unknown>> | undefined)?.[made.member];
  return typeof id === 'string' ? id : undefined;
}

/** 'Copy job started: 1a2b…'; undefined if the action makes nothing. */
export function startedText(action: AnyAction, target: RunTarget): string | undefined {
  const made = madeBy(action);
  if (!made || target.outcome !== 'done') return undefined;
  const id = startedId(action, target);
  return id === undefined ? `${made.title} ${made.verb}` : `${made.title} ${made.verb}: ${id}`;
}

/** Opens the detail of one job or thing, or the list of several. */
export function openStarted(state: State, action: AnyAction, run: Run): State {
  const made = madeBy(action);
  const found = run.targets.flatMap((target) => {
    const id = startedId(action, target);
    return id === undefined ? [] : [{ id, scope: target.scope }];
  });
  const [first] = found;
  if (!made || !first || run.dry) return state;
  if (found.length === 1) return pushScreen(state, detailOf(made.resource, { [made.param]: first.id }, [first.scope]));
  return pushScreen(state, listScreen(made.resource, {}, [...new Set(found.map(({ scope }) => scope))]));
}
