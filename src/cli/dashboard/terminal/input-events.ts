// Converts terminal input other than keys to events of the screen.
import type { Runtime } from '../../../runtime/runtime.ts';
import type { MouseEvent } from '../../../terminal/input/mouse.ts';
import type { InputHandlers } from '../../../terminal/input/terminal-input.ts';

export function toEvents(runtime: Pick<Runtime, 'dispatch' | 'view'>): Pick<InputHandlers, 'mouse' | 'background'> {
  return {
    mouse: ({ kind, column, row }: MouseEvent) => {
      if (kind === 'click') runtime.dispatch({ type: 'clicked', column, row });
      else runtime.dispatch({ type: 'wheeled', notches: kind === 'wheelUp' ? -1 : 1, column, row });
    },
    background: (red, green, blue) => {
      // A theme that was chosen meanwhile stays.
      const isChosen = runtime.view().state.theme !== undefined;
      if (!isChosen && luminance(red, green, blue) > 0.5) runtime.dispatch({ type: 'themeChosen', name: 'light' });
    },
  };
}

/** Luminance as perceived: https://www.itu.int/rec/R-REC-BT.709 */
const luminance = (red: number, green: number, blue: number): number => 0.2126 * red + 0.7152 * green + 0.0722 * blue;
