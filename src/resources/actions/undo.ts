// Whether the effect of an action can be undone.
import type { Undo } from '../action.ts';

export const undoable = (how: string): Undo => ({ possible: true, how });

export const irreversible = (why: string): Undo => ({ possible: false, how: why });
