// Opens the row under the cursor in AWS's console.
import { consoleLinkOf } from '../../resources/references/row-reference.ts';
import { selected, type UpdateContext } from '../state/context.ts';
import type { State } from '../state/state.ts';
import { stay, type UpdateResult, withEffects } from '../state/step.ts';

export function openConsole(state: State, context: UpdateContext): UpdateResult {
  const found = selected(state, context);
  if (!found) return stay(state);
  const link = consoleLinkOf(found.resource, found.row);
  if (link) return withEffects(state, { type: 'openLink', link });
  const text = `No link: the address of the console page of this ${found.resource.title} is not known.`;
  return stay({ ...state, notice: { text, tone: 'warn', at: context.data.localNow } });
}
