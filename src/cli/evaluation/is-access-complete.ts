import { isOpen } from '../../aws/errors/errors.ts';
import type { AccessState } from '../../engine/access/access.ts';
import type { World } from '../world.ts';

/** Whether all connections have signed in or failed, and the Regions and accounts are known. */
export function isAccessComplete(state: AccessState, { allRegions }: World['place']): boolean {
  const { connections, knownRegions, regionsProblem } = state;
  const requested =
    connections.length > 0 && connections.every(({ identity, problem }) => identity || (problem && !isOpen(problem)));
  if (!requested || !connections.some(({ identity }) => identity)) return requested;
  if (allRegions && knownRegions.length === 0 && !regionsProblem) return false;
  return !state.isListingAccounts;
}
