// Keys in the tree of relations: a line leads to the thing that it names.
import { scrolled } from '../list/cursor.ts';
import type { UpdateContext } from '../state/context.ts';
import { detailOf, listScreen, pushScreen } from '../state/open.ts';
import type { State, WithOverlay } from '../state/state.ts';
import { stay, type UpdateResult, withEffects } from '../state/step.ts';
import type { RelationTarget } from './relation.ts';
import { relationsOfRow } from './relations-of-row.ts';

export function openRelations(state: State, context: UpdateContext): UpdateResult {
  if (relationsOfRow(state, context).length > 0) return stay({ ...state, overlay: { kind: 'relations', choice: 0 } });
  const notice = {
    text: 'No relations: choose a plan, resource, recovery point, job or vault first.',
    tone: 'warn',
  } as const;
  return stay({ ...state, notice: { ...notice, at: context.data.localNow } });
}

const closing: readonly string[] = ['escape', 'q', 't', 'backspace'];
const moves: Readonly<Record<string, number>> = { j: 1, down: 1, tab: 1, k: -1, up: -1, pagedown: 10, pageup: -10 };

export function relationsKey(state: WithOverlay<'relations'>, key: string, context: UpdateContext): UpdateResult {
  const { overlay, ...closed } = state;
  const { choice } = overlay;
  if (closing.includes(key)) return stay(closed);
  const lines = relationsOfRow(state, context);
  const by = key === 'g' || key === 'home' ? -lines.length : key === 'G' || key === 'end' ? lines.length : moves[key];
  if (by !== undefined) {
    return stay({ ...state, overlay: { kind: 'relations', choice: scrolled(choice + by, lines.length, 1) } });
  }
  const target = key === 'return' ? lines[choice]?.target : undefined;
  return target ? follow(closed, target) : stay(state);
}

function follow(state: State, target: RelationTarget): UpdateResult {
  if ('link' in target) return withEffects(state, { type: 'openLink', link: target.link });
  const { to, params, scope, isList } = target;
  return stay(pushScreen(state, isList ? listScreen(to, params, [scope]) : detailOf(to, params, [scope])));
}
