// Mounts the screen with Ink. The output stream is a parameter, so that the writer behind it can be replaced.
import { render, useApp } from 'ink';
import { Component, type ReactNode, useLayoutEffect } from 'react';
import { type Theme, themes } from '../config/themes.ts';
import type { DebugSource } from '../src/runtime/debug/debug-figures.ts';
import type { Runtime } from '../src/runtime/runtime.ts';
import { App } from './app.tsx';
import type { Faults } from './primitives/fault-boundary.tsx';
import type { Look } from './primitives/look.tsx';

export interface MountOptions {
  readonly runtime: Runtime;
  readonly stdout: NodeJS.WriteStream;
  readonly stdin?: NodeJS.ReadStream;
  readonly look: Look;
  readonly theme?: Theme;
  /** Keys are read and nothing is drawn. */
  readonly silent?: boolean;
  /** Called with an error of this program that reached the top. */
  readonly failed: (error: unknown) => void;
  /** An error while one part is drawn is logged, and shown in place of that part. */
  readonly faults?: Faults;
  /** Called after a frame was written to stdout, with Ink's render time in ms. */
  readonly onFrame?: (renderMs: number) => void;
  readonly debug?: DebugSource | undefined;
}

/** Ink's default of 30 would drop every second repeat of a held key, and a key would wait for the previous frame. */
const maxFps = 200;

export interface MountedScreen {
  /** Resolves when dispatched events have been drawn. */
  drawn(): Promise<void>;
  /** Reads no key and draws nothing while `task` uses the terminal. */
  suspended(task: () => Promise<void>): Promise<void>;
  unmount(): void;
}

export function mountScreen({
  runtime,
  stdout,
  stdin,
  look,
  theme,
  silent,
  failed,
  faults,
  onFrame,
  debug,
}: MountOptions): MountedScreen {
  const chosen = theme ?? (look.color ? themes.dark : themes.mono);
  let suspend: Suspend | undefined;
  const instance = render(
    <Boundary failed={failed}>
      <Suspender hold={(held) => (suspend = held)} />
      <App
        runtime={runtime}
        theme={chosen}
        look={look}
        silent={silent ?? false}
        debug={debug}
        {...(faults ? { faults } : {})}
      />
    </Boundary>,
    {
      stdout,
      maxFps,
      ...(stdin ? { stdin } : {}),
      ...(onFrame ? { onRender: ({ renderTime }) => onFrame(renderTime) } : {}),
      exitOnCtrlC: false,
      patchConsole: false,
      // A user with CI in the environment still needs a live screen.
      interactive: true,
    },
  );
  return {
    drawn: () => instance.waitUntilRenderFlush(),
    suspended: async (task) => suspend?.(task),
    unmount: () => instance.unmount(),
  };
}

type Suspend = (task: () => Promise<void>) => Promise<void>;

/** Ink offers the function that releases the terminal to its components only. */
function Suspender({ hold }: { readonly hold: (suspend: Suspend) => void }) {
  const { suspendTerminal } = useApp();
  useLayoutEffect(() => hold(suspendTerminal), [hold, suspendTerminal]);
  return null;
}

interface BoundaryProps {
  readonly failed: (error: unknown) => void;
  readonly children: ReactNode;
}

/** React catches errors of components in classes only. */
class Boundary extends Component<BoundaryProps, { readonly broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override componentDidCatch(error: unknown) {
    this.props.failed(error);
  }

  override render() {
    return this.state.broken ? null : this.props.children;
  }
}
