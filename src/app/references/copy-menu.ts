// The menu of the forms in which rows are copied.
import { menuMoves } from '../menu-moves.ts';
import type { UpdateContext } from '../state/context.ts';
import type { State, WithOverlay } from '../state/state.ts';
import { stay, type UpdateResult, withEffects } from '../state/step.ts';
import { copyForms } from './copy-forms.ts';

export const openCopyMenu = (state: State): State => ({ ...state, overlay: { kind: 'copyAs', choice: 0 } });

const closing: readonly string[] = ['escape', 'q', 'Y', 'backspace'];

export function copyMenuKey(state: WithOverlay<'copyAs'>, key: string, context: UpdateContext): UpdateResult {
  const { overlay, ...closed } = state;
  const { choice } = overlay;
  if (closing.includes(key)) return stay(closed);
  const forms = copyForms(state, context);
  const by = menuMoves[key];
  if (by !== undefined) {
    return stay({ ...state, overlay: { kind: 'copyAs', choice: (choice + by + forms.length) % forms.length } });
  }
  const form = key === 'return' ? forms[choice] : forms[Number(key) - 1];
  if (!form) return stay(state);
  if (form.text !== undefined) return withEffects(closed, { type: 'copy', text: form.text });
  const text = `No ${form.title} to copy: ${form.reason}`;
  return stay({ ...closed, notice: { text, tone: 'warn', at: context.data.localNow } });
}
