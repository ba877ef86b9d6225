// Applies a command, whether it comes from a key, the command line or a menu.
import { openFollowing } from '../following/following-menu.ts';
import { exportList } from '../references/export-command.ts';
import { makeReport } from '../references/report-command.ts';
import type { UpdateContext } from '../state/context.ts';
import type { Data } from '../state/data.ts';
import type { CommandEvent } from '../state/events.ts';
import { listScreen, pageOf, pushScreen } from '../state/open.ts';
import { toSavedView } from '../state/settings.ts';
import { currentScreen, type State } from '../state/state.ts';
import { stay, type UpdateResult, withEffects } from '../state/step.ts';
import { setAsOf } from '../state/time/as-of.ts';
import { runCommand } from './commands.ts';
import { nothingToPick, openPicker } from './picker.ts';
import { inputOf } from './text-input.ts';
import { playTime, showTime } from './time-commands.ts';

export function applyCommand(state: State, event: CommandEvent, context: UpdateContext): UpdateResult {
  switch (event.type) {
    case 'commanded':
      return runCommand(state, event, context);
    case 'listRequested': {
      const screen = listScreen(event.resource, event.params, event.scopes);
      const { filter = sinceLastLook(event, context.data), isFiltering, sort, columns } = event;
      const wanted = {
        ...(filter ? { filter: inputOf(filter) } : {}),
        ...(isFiltering ? { filtering: true } : {}),
        ...(sort ? { sort } : {}),
        ...(columns ? { columns } : {}),
      };
      return stay(pushScreen(state, { ...screen, ...wanted }));
    }
    case 'pageRequested':
      return stay(pushScreen(state, pageOf(event.arn, context.data.scopes)));
    case 'saveRequested':
      return saveView(state, event, context);
    case 'exportRequested':
      return exportList(state, event.request, context);
    case 'reportRequested':
      return makeReport(state, event.request, context);
    case 'pickerRequested': {
      const { data } = context;
      const notice = { text: nothingToPick[event.of], tone: 'warn', at: data.localNow } as const;
      return stay(openPicker(event.of, data, state) ?? { ...state, notice });
    }
    case 'followingRequested':
      return stay(openFollowing(state, context.data));
    case 'themeChosen':
      return stay({ ...state, theme: event.name });
    case 'timeRequested':
      return showTime(state, event.text, context);
    case 'playRequested':
      return playTime(state, event.speed, context);
    case 'timeChosen':
      return stay(setAsOf(state, event.at));
  }
}

function saveView(
  state: State,
  event: Extract<CommandEvent, { type: 'saveRequested' }>,
  { data }: UpdateContext,
): UpdateResult {
  const { name, replace } = event;
  const screen = currentScreen(state);
  if (screen.kind === 'list') {
    const isWider = screen.scopes !== undefined;
    return withEffects(state, { type: 'saveView', name, view: toSavedView(screen), replace, isWider });
  }
  const text = 'Only a list can be saved as a view: open one, such as :jobs, first.';
  return stay({ ...state, notice: { text, tone: 'warn', at: data.localNow } });
}

/** The list of changes opens at the end of the last session. */
function sinceLastLook(
  { resource, params }: Extract<CommandEvent, { type: 'listRequested' }>,
  { lookedAt }: Data,
): string | undefined {
  if (resource !== 'changes' || params !== undefined || lookedAt === undefined) return undefined;
  return `since:${new Date(lookedAt).toISOString().slice(0, '2026-01-15T12:00'.length)}Z`;
}
