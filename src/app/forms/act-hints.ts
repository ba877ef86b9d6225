import type { Hint } from '../command-line/hints.ts';
import type { Data } from '../state/data.ts';
import { rootForm, topForm } from './act-context.ts';
import type { ActOverlay } from './act-state.ts';
import { actionOf } from './action-of.ts';
import { isDone, isOver } from './run.ts';
import { startedId } from './started.ts';

const esc = (help: string): Hint => ({ key: 'esc', help });

/** The hints of the keys during an action. */
export function actHints(overlay: ActOverlay, data: Data): readonly Hint[] {
  switch (overlay.stage) {
    case 'loading':
    case 'checking':
      return [esc('cancel')];
    case 'form':
      if (overlay.leaving) return [esc('again discards the typed values')];
      return [
        { key: '↓ ↑', help: 'field' },
        { key: '^s', help: overlay.forms.length > 1 ? 'keep' : 'continue' },
        { key: 'tab', help: 'complete' },
        ...(topForm(overlay).past.length > 0 ? [{ key: '^_', help: 'undo' }] : []),
        esc(overlay.forms.length > 1 ? 'discard this entry' : 'leave'),
      ];
    case 'review':
      return [
        { key: '^y', help: 'copy the command' },
        { key: '↓ ↑', help: 'scroll' },
        esc(rootForm(overlay).tried ? 'back to the form' : 'leave'),
      ];
    case 'outcome': {
      const run = overlay.run === undefined ? undefined : data.acting.run(overlay.run);
      const over = run !== undefined && isOver(run);
      const opens = run !== undefined && !run.dry && run.targets.some((one) => startedId(actionOf(overlay), one));
      return [
        ...(opens ? [{ key: 'enter', help: run.targets.length > 1 ? 'open the list' : 'open' }] : []),
        ...(over && (run.dry || !isDone(run)) ? [{ key: 'e', help: 'edit and try again' }] : []),
        { key: '^y', help: 'copy the command' },
        esc(over ? 'close' : 'close, the action continues'),
      ];
    }
  }
}

export const menuHints: readonly Hint[] = [
  { key: '↓ ↑', help: 'choose' },
  { key: 'enter', help: 'start' },
  esc('close'),
];
