// To measure what a workaround buys: `VAULTOP_WITHOUT=yoga-start npm run build` leaves it out.

/** Names of workarounds, separated by commas. */
export const leftOut = (name: string): boolean => (process.env.VAULTOP_WITHOUT ?? '').split(',').includes(name);

/** Refuses a name that no workaround has: what is measured would be the program as it is. */
export function checkLeftOut(known: readonly string[]): void {
  const names = (process.env.VAULTOP_WITHOUT ?? '').split(',').filter((name) => name !== '');
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new Error(`VAULTOP_WITHOUT: there is no workaround "${unknown}"; there are ${known.join(', ')}.`);
  }
}
