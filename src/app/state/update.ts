// The only place where state changes: takes an event, returns the next state and effects. No I/O, no timers, no React.
import type { CommandName, KeyContext } from '../../../config/keys.ts';
import { applyCommand } from '../command-line/apply-command.ts';
import { followCursor, runCommand } from '../command-line/commands.ts';
import { argumentFor, commandFor, keyContextOf, keysOf } from '../command-line/key-commands.ts';
import { insertText } from '../command-line/text-input.ts';
import { moveTime } from '../command-line/time-commands.ts';
import { typeKey } from '../command-line/typing.ts';
import { notifyEnds } from '../following/following.ts';
import { applyActEvent } from '../forms/act-events.ts';
import { pastOutcome } from '../forms/act-keys.ts';
import type { ActOverlay } from '../forms/act-state.ts';
import { clickForm } from '../forms/form-clicks.ts';
import { pasteIntoForm } from '../forms/form-keys.ts';
import { isTooSmall } from '../layout.ts';
import { withFirstPreview, withPreview } from '../list/previewed-row.ts';
import { hasMenu, menuItemAt } from '../menu-layout.ts';
import { pointAt } from '../pointing.ts';
import type { UpdateContext } from './context.ts';
import type { AppEvent } from './events.ts';
import { replaceScreen } from './open.ts';
import { currentScreen, hasOverlay, type State } from './state.ts';
import { stay, type UpdateResult } from './step.ts';
import { stopPlaying } from './time/as-of.ts';

/** A notice disappears after this time. */
const noticeMs = 8_000;

export function update(state: State, event: AppEvent, context: UpdateContext): UpdateResult {
  switch (event.type) {
    case 'key':
      return pressKey(state, event.key, context);
    case 'pasted':
      return paste(state, event.text, context);
    case 'clicked':
      return state.overlay ? clickOverlay(state, event.row, context) : pointAt(state, event, context);
    case 'wheeled':
      return state.overlay ? wheelOverlay(state, event.notches, context) : pointAt(state, event, context);
    case 'resized': {
      const { columns, rows } = event;
      return stay(followCursor({ ...state, size: { columns, rows } }, context));
    }
    case 'commanded':
    case 'listRequested':
    case 'pageRequested':
    case 'saveRequested':
    case 'exportRequested':
    case 'reportRequested':
    case 'pickerRequested':
    case 'followingRequested':
    case 'themeChosen':
    case 'timeRequested':
    case 'timeChosen':
    case 'playRequested':
      return applyCommand(state, event, context);
    case 'timePlayed':
      return state.playing === undefined ? stay(state) : moveTime(state, event.ms, context);
    case 'cursorRested':
      return stay(withPreview(state, context));
    case 'notified':
      return stay({ ...state, notice: event.notice });
    case 'actionLoaded':
    case 'actionVerified':
    case 'documentRead':
    case 'documentFailed':
    case 'runChanged':
      return stay(applyActEvent(state, event, context));
    case 'answered':
      return notifyEnds(
        withFirstPreview(followCursor(withoutOldNotice(state, context.data.localNow), context), context),
        context.data,
      );
  }
}

/** In menus, forms and the help each notch is a step down or up; the command line has nothing to scroll. */
function wheelOverlay(state: State, notches: number, context: UpdateContext): UpdateResult {
  if (state.overlay?.kind === 'command') return stay(state);
  let result = stay(state);
  for (let notch = 0; notch < Math.abs(notches); notch += 1) {
    result = typeKey(result.state, notches > 0 ? 'down' : 'up', context) ?? result;
  }
  return result;
}

/** A click opens an item of a menu, which a choice would move; in a form the first one moves the focus. */
function clickOverlay(state: State, row: number, context: UpdateContext): UpdateResult {
  if (isTooSmall(state.size)) return stay(state);
  if (hasOverlay(state, 'act')) return state.overlay.stage === 'form' ? clickForm(state, row, context) : stay(state);
  if (!hasMenu(state)) return stay(state);
  const choice = menuItemAt(state, row, context);
  if (choice === undefined) return stay(state);
  return typeKey({ ...state, overlay: { ...state.overlay, choice } }, 'return', context) ?? stay(state);
}

/** Keys that also work while text is typed. */
const alwaysKeys: Readonly<Record<string, CommandName>> = { 'ctrl+c': 'app.quit', 'ctrl+z': 'app.suspend' };

function pressKey(state: State, key: string, context: UpdateContext): UpdateResult {
  const always = alwaysKeys[key];
  if (always) return runCommand(state, { type: 'commanded', command: always }, context);
  const open = pastOutcome(state, key, context);
  if (open !== state) return pressKey(open, key, context);
  if (state.playing !== undefined) return stay(stopPlaying(state));
  const typed = typeKey(state, key, context);
  if (typed) return typed;
  const keys = keysOf(context.data);
  const command = commandFor(key, placeOf(state), keys);
  if (!command) return stay(state);
  return runCommand(
    state.notice ? withoutNotice(state) : state,
    { type: 'commanded', command, argument: argumentFor(command, key, keys) },
    context,
  );
}

export const placeOf = (state: State): KeyContext => keyContextOf(currentScreen(state));

/** Pasted text goes into the present text input; line breaks become spaces. */
function paste(state: State, text: string, context: UpdateContext): UpdateResult {
  const line = text.replace(/\s+/g, ' ').trim();
  const { overlay } = state;
  if (overlay?.kind === 'command') {
    return stay({ ...state, overlay: { kind: 'command', input: insertText(overlay.input, line), choice: -1 } });
  }
  if (overlay?.kind === 'pick') {
    return stay({ ...state, overlay: { ...overlay, input: insertText(overlay.input, line), choice: 0 } });
  }
  if (overlay?.kind === 'act') return stay({ ...state, overlay: pasteIntoAction(overlay, line, context) });
  const screen = currentScreen(state);
  if (screen.kind === 'list' && screen.filtering) {
    const { completion: _, ...rest } = screen;
    return stay(followCursor(replaceScreen(state, { ...rest, filter: insertText(screen.filter, line) }), context));
  }
  if (screen.kind === 'detail' && screen.searching) {
    return stay(replaceScreen(state, { ...screen, search: insertText(screen.search, line) }));
  }
  return stay(state);
}

/** Into the focused field, or into the confirming name. */
function pasteIntoAction(overlay: ActOverlay, line: string, { data }: UpdateContext): ActOverlay {
  if (overlay.stage === 'form') return pasteIntoForm(overlay, line, data);
  return overlay.stage === 'review' ? { ...overlay, typed: insertText(overlay.typed, line) } : overlay;
}

function withoutOldNotice(state: State, localNow: number): State {
  if (!state.notice || localNow - state.notice.at < noticeMs) return state;
  return withoutNotice(state);
}

function withoutNotice({ notice: _, ...rest }: State): State {
  return rest;
}
