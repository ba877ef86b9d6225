// A click in a form: it moves the focus to the field, and a second one changes or opens what is no text.
import { bodyHeight } from '../layout.ts';
import type { UpdateContext } from '../state/context.ts';
import type { WithOverlay } from '../state/state.ts';
import { stay, type UpdateResult } from '../state/step.ts';
import { topForm } from './act-context.ts';
import { focusOn, formKey, formView } from './form-keys.ts';
import { formLayout, stopAt } from './form-layout.ts';

export function clickForm(state: WithOverlay<'act'>, row: number, context: UpdateContext): UpdateResult {
  const { overlay } = state;
  const room = { width: state.size.columns, height: bodyHeight(state.size) - 1 };
  const at = stopAt(formLayout(overlay, context.data, room), row);
  const stop = at === undefined ? undefined : formView(overlay, context.data).stops[at];
  if (at === undefined || !stop) return stay(state);
  if (at !== topForm(overlay).at) return stay({ ...state, overlay: focusOn(overlay, at) });
  if (stop.kind !== 'field') return formKey(state, 'return', context);
  const { kind } = stop.field;
  return kind === 'choice' || kind === 'toggle' ? formKey(state, 'right', context) : stay(state);
}
