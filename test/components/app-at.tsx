import { App } from '../../components/app.tsx';
import { type Theme, themes } from '../../config/themes.ts';
import { type Rendered, renderAt } from '../support/render-at.ts';
import { type HandRuntime, handRuntime, smallWorld, type World } from './fixtures.ts';

export interface AppAt {
  readonly runtime: HandRuntime;
  readonly screen: Rendered;
}

interface AppAtOptions {
  readonly world?: World;
  readonly theme?: Theme;
  readonly unicode?: boolean;
  readonly color?: boolean;
}

export async function appAt(columns: number, rows: number, options: AppAtOptions = {}): Promise<AppAt> {
  const { world = smallWorld, theme = themes.dark, unicode = true, color = true } = options;
  const runtime = handRuntime(world, columns, rows);
  const screen = await renderAt(<App runtime={runtime} theme={theme} look={{ unicode, color }} />, columns, rows);
  return { runtime, screen };
}
