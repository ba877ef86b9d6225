// Hands the screen to Ink: whole frames on an alternate screen, at a pace that paints every key of a held one.
import { render } from 'ink';
import { Component, type ReactNode } from 'react';
import { type ThemeName, themes } from '../config/themes.ts';
import type { Runtime } from '../src/runtime/runtime.ts';
import { App } from './app.tsx';
import type { Look } from './look.tsx';

export interface Mounting {
  readonly runtime: Runtime;
  readonly stdout: NodeJS.WriteStream;
  readonly stdin?: NodeJS.ReadStream;
  readonly look: Look;
  readonly theme?: ThemeName;
  /** A component threw: a bug. */
  readonly failed: (error: unknown) => void;
}

/** Keys repeat at 30 a second; Ink's own 30 frames a second would drop every second one. */
const maxFps = 60;

export function mountScreen({ runtime, stdout, stdin, look, theme = 'dark', failed }: Mounting): { unmount(): void } {
  const instance = render(
    <Boundary failed={failed}>
      <App runtime={runtime} theme={themes[theme]} look={look} />
    </Boundary>,
    {
      stdout,
      ...(stdin ? { stdin } : {}),
      alternateScreen: true,
      incrementalRendering: false,
      // CI in the environment of a bastion must not silence the screen.
      interactive: true,
      exitOnCtrlC: false,
      patchConsole: false,
      maxFps,
    },
  );
  return { unmount: () => instance.unmount() };
}

class Boundary extends Component<{ failed: (error: unknown) => void; children: ReactNode }, { broken: boolean }> {
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
