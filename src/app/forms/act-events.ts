// Events of an action: loaded facts, AWS's verification of the form, and the progress of the run.
import type { AwsProblem } from '../../aws/errors/errors.ts';
import type { UpdateContext } from '../state/context.ts';
import type { State } from '../state/state.ts';
import { contextOf, fieldsOf, topForm } from './act-context.ts';
import { type ActionTarget, type ActOverlay, formOf } from './act-state.ts';
import { actionOf } from './action-of.ts';
import { initialValues } from './form.ts';
import { edited } from './form-history.ts';
import { replaceForm, toReview } from './form-keys.ts';
import { isDone, isOver } from './run.ts';
import { madeBy } from './started.ts';

export type ActEvent =
  | {
      readonly type: 'actionLoaded';
      readonly targets: readonly ActionTarget[];
      readonly token: string;
      /** One element for each target. */
      readonly facts: readonly unknown[];
      readonly problem?: AwsProblem;
    }
  | {
      readonly type: 'actionVerified';
      readonly targets: readonly ActionTarget[];
      readonly problems: Readonly<Record<string, string>>;
    }
  /** A document was read from the editor or from a file. */
  | { readonly type: 'documentRead'; readonly field: string; readonly text: string }
  | { readonly type: 'documentFailed'; readonly field: string; readonly reason: string }
  | { readonly type: 'runChanged'; readonly run: string };

export function applyActEvent(state: State, event: ActEvent, context: UpdateContext): State {
  const { overlay } = state;
  if (overlay?.kind !== 'act') return state;
  const next = react(overlay, event, context);
  if (next) return { ...state, overlay: next };
  const { overlay: _, ...closed } = state;
  return closed;
}

/** undefined: the action is over, and there is nothing left to show. */
function react(overlay: ActOverlay, event: ActEvent, context: UpdateContext): ActOverlay | undefined {
  switch (event.type) {
    case 'actionLoaded':
      return event.targets === overlay.targets && overlay.stage === 'loading'
        ? loaded(overlay, event, context)
        : overlay;
    case 'actionVerified':
      return event.targets === overlay.targets && overlay.stage === 'checking'
        ? verified(overlay, event.problems)
        : overlay;
    case 'documentRead':
      return replaceForm(overlay, (form) => ({
        ...edited(form, { path: '', values: { ...form.values, [event.field]: event.text } }),
        problems: without(form.problems, event.field),
      }));
    case 'documentFailed':
      return replaceForm(overlay, (form) => ({ ...form, problems: { ...form.problems, [event.field]: event.reason } }));
    case 'runChanged': {
      const run = context.data.acting.run(event.run);
      if (event.run !== overlay.run || !run || !isOver(run)) return overlay;
      // What was made is named, and can be opened from the outcome.
      return isDone(run) && !run.dry && !madeBy(actionOf(overlay)) ? undefined : overlay;
    }
  }
}

function loaded(
  overlay: ActOverlay,
  { token, facts, problem }: Extract<ActEvent, { type: 'actionLoaded' }>,
  { data }: UpdateContext,
): ActOverlay {
  if (problem) return { ...overlay, problem };
  const targets = overlay.targets.map((target, index) => ({ ...target, facts: facts[index] }));
  const ready = { ...overlay, token, targets };
  const fields = fieldsOf(actionOf(ready), data);
  const values = initialValues(fields, contextOf(ready, data, targets[0]));
  const filled: ActOverlay = { ...ready, initial: values, forms: [formOf(values)], stage: 'form' };
  return fields.length > 0 ? filled : toReview(filled);
}

function verified(overlay: ActOverlay, problems: Readonly<Record<string, string>>): ActOverlay {
  if (Object.keys(problems).length === 0) return toReview(overlay);
  const form = topForm(overlay);
  return { ...overlay, stage: 'form', forms: overlay.forms.with(-1, { ...form, problems, tried: true }) };
}

export function without<T>(record: Readonly<Record<string, T>>, key: string): Readonly<Record<string, T>> {
  const { [key]: _, ...rest } = record;
  return rest;
}
