// Shows the notes of the engine on the screen.
import type { AppEvent } from '../../app/state/events.ts';
import type { Tone } from '../../domain/tone.ts';
import type { EngineNote } from '../../engine/protocol.ts';
import { unknownType } from '../../lib/unknown-type.ts';
import type { ActionRequests } from '../action-requests.ts';
import type { StartMirror } from '../start-mirror.ts';

export interface NoteReceiver {
  readonly mirror: StartMirror;
  readonly actions: ActionRequests;
  dispatch(event: AppEvent): void;
  notify(text: string, tone: Tone): void;
  /** There will be changes to show, in `waitMs` at the earliest. */
  changed(waitMs: number): void;
}

export function receiveNote(note: EngineNote, { mirror, actions, dispatch, notify, changed }: NoteReceiver): void {
  switch (note.type) {
    case 'changed':
      mirror.take(note);
      if (note.isNews) changed(0);
      return;
    case 'notice':
      notify(note.text, note.tone);
      return;
    case 'placeLeft':
      dispatch({ type: 'commanded', command: 'view.overview' });
      return;
    case 'runChanged':
      dispatch(note);
      return;
    case 'actionLoaded':
    case 'actionVerified': {
      const event = actions.toEvent(note);
      if (event) dispatch(event);
      return;
    }
    default:
      unknownType('A note of the engine', note);
  }
}
