// For measuring the effect of a workaround: `VAULTOP_WITHOUT=yoga-start npm run build` leaves it out.

/** Names of workarounds, separated by commas. */
export const leftOut = (name: string): boolean => (process.env.VAULTOP_WITHOUT ?? '').split(',').includes(name);

/** Refuses an unknown name: otherwise the unchanged program would be measured. */
export function checkLeftOut(known: readonly string[]): void {
  const names = (process.env.VAULTOP_WITHOUT ?? '').split(',').filter((name) => name !== '');
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new Error(`VAULTOP_WITHOUT: there is no workaround "${unknown}"; there are ${known.join(', ')}.`);
  }
}
