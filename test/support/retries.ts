import { resources } from '../../src/resources/index.ts';
import type { AnyRetry } from '../../src/resources/retry.ts';

/** How each operation of all actions is sent again, by the operation's name. */
export const retries: Readonly<Record<string, AnyRetry>> = Object.assign(
  {},
  ...Object.values(resources).flatMap(({ actions = [] }) => actions.map((action) => action.retries)),
);

export const readBackOf = (operation: string) => {
  const retry = retries[operation];
  if (retry?.kind !== 'read-back') throw new Error(`${operation} is not read back.`);
  return retry;
};
