// The whole screen: draws the runtime's view and turns terminal input into events.
import { Box, useInput, usePaste, useWindowSize } from 'ink';
import { useLayoutEffect, useMemo, useSyncExternalStore } from 'react';
import type { Theme } from '../config/themes.ts';
import { type Hint, hints } from '../src/app/command-line/hints.ts';
import { keysOf } from '../src/app/command-line/key-commands.ts';
import { pickerHints } from '../src/app/command-line/picker-keys.ts';
import { actHints, menuHints } from '../src/app/forms/act-hints.ts';
import { bodyHeight, isTooSmall } from '../src/app/layout.ts';
import { defaultSettings } from '../src/app/state/settings.ts';
import { currentScreen, type Overlay } from '../src/app/state/state.ts';
import type { DebugSource } from '../src/runtime/debug/debug-figures.ts';
import type { Runtime, View } from '../src/runtime/runtime.ts';
import { Prompt } from './overlays/prompt.tsx';
import { DebugPanel, rowsBelow } from './panels/debug-panel.tsx';
import { bunched } from './primitives/bunched.ts';
import { FaultBoundary, type Faults, FaultsContext } from './primitives/fault-boundary.tsx';
import { keyNames } from './primitives/key-names.ts';
import { LiveContext } from './primitives/live.ts';
import { AppearanceContext, appearanceOf, type Look } from './primitives/look.tsx';
import { steadyView } from './primitives/steady-view.ts';
import { Body } from './screens/body.tsx';
import { Footer } from './screens/footer.tsx';
import { Header } from './screens/header.tsx';
import { TooSmall } from './screens/too-small.tsx';

export interface AppProps {
  readonly runtime: Runtime;
  readonly theme: Theme;
  readonly look: Look;
  /** Keys are read and nothing is drawn. */
  readonly silent?: boolean;
  /** Absent: an error while drawing ends the whole screen. */
  readonly faults?: Faults;
  /** Absent: the program uses the whole screen. */
  readonly debug?: DebugSource | undefined;
}

export function App({ runtime, theme, look, silent = false, faults, debug }: AppProps) {
  const subscribe = useMemo(() => bunched(runtime), [runtime]);
  const view = useSyncExternalStore(
    subscribe,
    useMemo(() => steadyView(runtime.view), [runtime]),
  );
  const live = useMemo(() => ({ data: () => runtime.view().data, subscribe }), [runtime, subscribe]);
  const { unicode, color, fewColors } = look;
  const shown = chosenTheme(view) ?? theme;
  const appearance = useMemo(
    () => appearanceOf(shown, { unicode, color, fewColors }),
    [shown, unicode, color, fewColors],
  );
  const { columns, rows: allRows } = useWindowSize();
  const rows = allRows - (debug ? rowsBelow(allRows) : 0);
  // Before the frame is shown, so that no frame of the old size appears.
  useLayoutEffect(() => runtime.dispatch({ type: 'resized', columns, rows }), [runtime, columns, rows]);
  useInput((input, key) => {
    for (const name of keyNames(input, key)) runtime.dispatch({ type: 'key', key: name });
  });
  usePaste((text) => runtime.dispatch({ type: 'pasted', text }));
  if (silent) return null;
  return (
    <AppearanceContext value={appearance}>
      <LiveContext value={live}>
        <FaultsContext value={faults}>
          {debug ? (
            <Box flexDirection="column" width={columns} height={allRows}>
              <Screen view={view} />
              <DebugPanel source={debug} columns={columns} rows={allRows} />
            </Box>
          ) : (
            <Screen view={view} />
          )}
        </FaultsContext>
      </LiveContext>
    </AppearanceContext>
  );
}

function Screen({ view }: { readonly view: View }) {
  const { state } = view;
  const { size, overlay } = state;
  if (isTooSmall(size)) return <TooSmall size={size} />;
  const screen = currentScreen(state);
  const typing =
    overlay?.kind === 'command' ||
    (screen.kind === 'list' && screen.filtering) ||
    (screen.kind === 'detail' && screen.searching);
  return (
    <Box flexDirection="column" width={size.columns} height={size.rows} overflow="hidden">
      <FaultBoundary what="The header" drawnFrom={view} width={size.columns}>
        <Header state={state} />
      </FaultBoundary>
      <Box height={bodyHeight(size)} width={size.columns} flexDirection="column" overflow="hidden">
        <Body view={view} />
      </Box>
      <FaultBoundary what="The last line" drawnFrom={view} width={size.columns}>
        {typing ? <Prompt view={view} /> : <Hints view={view} />}
      </FaultBoundary>
    </Box>
  );
}

function Hints({ view }: { readonly view: View }) {
  const { notice, size } = view.state;
  return <Footer hints={hintsOf(view)} notice={notice} width={size.columns} />;
}

const chosenTheme = ({ state, data }: View): Theme | undefined =>
  state.theme === undefined ? undefined : (data.settings ?? defaultSettings).themes.get(state.theme);

function hintsOf({ state, data }: View): readonly Hint[] {
  const { overlay } = state;
  if (overlay?.kind === 'act') return actHints(overlay, data);
  if (overlay?.kind === 'pick') return pickerHints(overlay);
  return overlay ? overlayHints[overlay.kind] : hints(state, keysOf(data));
}

const overlayHints: Readonly<Record<Exclude<Overlay['kind'], 'act' | 'pick'>, readonly Hint[]>> = {
  help: [
    { key: 'a…z', help: 'find' },
    { key: 'tab', help: 'all keys, or of this screen' },
    { key: '↓ ↑', help: 'scroll' },
    { key: 'esc', help: 'close' },
  ],
  drill: [
    { key: '↓ ↑', help: 'choose' },
    { key: 'enter', help: 'go there' },
    { key: 'esc', help: 'close' },
  ],
  relations: [
    { key: '↓ ↑', help: 'choose' },
    { key: 'enter', help: 'open' },
    { key: 'esc', help: 'close' },
  ],
  following: [
    { key: '↓ ↑', help: 'choose' },
    { key: 'enter', help: 'open' },
    { key: 'x', help: 'stop following' },
    { key: 'esc', help: 'close' },
  ],
  copyAs: [
    { key: '↓ ↑', help: 'choose' },
    { key: 'enter', help: 'copy' },
    { key: 'esc', help: 'close' },
  ],
  actions: menuHints,
  command: [],
};
