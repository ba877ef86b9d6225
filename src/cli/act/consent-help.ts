// How the person agrees to an action, as far as it is the same for all rows: for help.
import { type AnyAction, type Danger, isLocal, makesText } from '../../resources/action.ts';

/** `y` or the typed `name`; `either`: it depends on the row and the values. */
export type WayOfConsent = 'none' | 'y' | 'name' | 'either';

const ways: Readonly<Record<Danger, WayOfConsent>> = { none: 'none', confirm: 'y', 'type-name': 'name' };

/** The order in which src/resources/confirmation.ts decides. */
export function wayOfConsent(action: AnyAction): WayOfConsent {
  const { danger, undo } = action;
  if (makesText(action) || isLocal(action)) return 'none';
  if (typeof danger === 'function') return 'either';
  if (danger !== undefined) return ways[danger];
  if (typeof undo === 'function') return 'either';
  return undo?.possible ? 'y' : 'name';
}

/** What an action about a finding changes on this machine. */
function changedBy({ id }: AnyAction): string {
  if (id === 'mute') return 'the config file';
  return id === 'lift' ? 'the config file or the store' : 'the store';
}

/** The lines of help about agreeing, and about undoing. */
export function consentLines(action: AnyAction): string[] {
  const { undo, exclusion } = action;
  if (exclusion) return ['It changes the config file only: it needs neither --write nor credentials.'];
  if (isLocal(action)) return [`It changes ${changedBy(action)} only: it needs no --write.`];
  if (makesText(action)) return ['It prints text, and changes nothing.'];
  const how = typeof undo === 'object' ? [`${undo.possible ? 'Can' : 'Cannot'} be undone: ${undo.how}.`] : [];
  return [...how, ...asks[wayOfConsent(action)]];
}

const asks: Readonly<Record<WayOfConsent, readonly string[]>> = {
  none: [],
  y: ['To confirm: y, or --yes.'],
  name: ['To confirm: the name, or --confirm NAME.'],
  either: ['To confirm: y, or --yes; where it cannot be undone, the name, or --confirm NAME.'],
};
