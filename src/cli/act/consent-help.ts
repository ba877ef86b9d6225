// How the person agrees to an action, as far as it is the same for all rows: for help.
import type { AnyAction, Danger } from '../../resources/action.ts';

/** `y` or the typed `name`; `either`: it depends on the row and the values. */
export type WayOfConsent = 'none' | 'y' | 'name' | 'either';

const ways: Readonly<Record<Danger, WayOfConsent>> = { none: 'none', confirm: 'y', 'type-name': 'name' };

/** The order in which src/resources/confirmation.ts decides. */
export function wayOfConsent({ danger, undo, output, exclusion }: AnyAction): WayOfConsent {
  if (output || exclusion) return 'none';
  if (typeof danger === 'function') return 'either';
  if (danger !== undefined) return ways[danger];
  if (typeof undo === 'function') return 'either';
  return undo?.possible ? 'y' : 'name';
}

/** The lines of help about agreeing, and about undoing. */
export function consentLines(action: AnyAction): string[] {
  const { undo, exclusion, output } = action;
  if (exclusion) return ['It changes the config file only: it needs neither --write nor credentials.'];
  if (output) return ['It prints: nothing is changed.'];
  const how = typeof undo === 'object' ? [`${undo.possible ? 'Can' : 'Cannot'} be undone: ${undo.how}.`] : [];
  return [...how, ...asks[wayOfConsent(action)]];
}

const asks: Readonly<Record<WayOfConsent, readonly string[]>> = {
  none: [],
  y: ['It asks for y: --yes answers.'],
  name: ['It asks for the name: --confirm NAME answers.'],
  either: ['It asks for y, or for the name where it cannot be undone: --yes or --confirm NAME answers.'],
};
