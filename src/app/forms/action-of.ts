import type { AnyAction } from '../../resources/action.ts';
import { resources } from '../../resources/index.ts';
import type { ActOverlay } from './act-state.ts';

export function actionOf({ resource, action }: Pick<ActOverlay, 'resource' | 'action'>): AnyAction {
  const found = resources[resource].actions?.find(({ id }) => id === action);
  if (!found) throw new Error(`${resource} has no action ${action}`);
  return found;
}
