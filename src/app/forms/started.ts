// The jobs that a run started: their names, and the way to open them.
import type { AnyAction } from '../../resources/action.ts';
import { detailOf, listScreen, pushScreen } from '../state/open.ts';
import type { State } from '../state/state.ts';
import type { Run, RunTarget } from './run.ts';

/** The id of the job that the target's last call started, if the response has it. */
export function startedId({ starts }: AnyAction, { outcome, answers }: RunTarget): string | undefined {
  if (!starts || outcome !== 'done') return undefined;
  const id = (answers.at(-1) as Readonly<Record<string, unknown>> | undefined)?.[starts.member];
  return typeof id === 'string' ? id : undefined;
}

/** 'Copy job started: 1a2b…'; undefined if the action starts no job. */
export function startedText(action: AnyAction, target: RunTarget): string | undefined {
  if (!action.starts || target.outcome !== 'done') return undefined;
  const id = startedId(action, target);
  return id === undefined ? `${action.starts.title} started` : `${action.starts.title} started: ${id}`;
}

/** Opens the detail of one job, or the list of several. */
export function openStarted(state: State, action: AnyAction, run: Run): State {
  const { starts } = action;
  const found = run.targets.flatMap((target) => {
    const id = startedId(action, target);
    return id === undefined ? [] : [{ id, scope: target.scope }];
  });
  const [first] = found;
  if (!starts || !first || run.dry) return state;
  if (found.length === 1) return pushScreen(state, detailOf(starts.resource, { id: first.id }, [first.scope]));
  return pushScreen(state, listScreen(starts.resource, {}, [...new Set(found.map(({ scope }) => scope))]));
}
