// How long AWS lists the rows of each resource whose rows leave the list because of their age: older rows are history.
// Other rows are listed as long as they exist.
import { resources } from '../../resources/index.ts';

/** By resource, in ms. */
export const listedForMs: Readonly<Record<string, number>> = Object.fromEntries(
  Object.values(resources).flatMap(({ id, stored }) => {
    const ms = stored?.rememberedMs ?? stored?.listedMs;
    return stored?.outlivesListing && ms !== undefined ? [[id, ms]] : [];
  }),
);
