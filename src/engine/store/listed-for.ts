// How long AWS lists the rows of each resource that leaves its list by growing old: what is older is history. Others are
// listed for as long as they exist.
import { resources } from '../../resources/index.ts';

/** By resource, in ms. */
export const listedForMs: Readonly<Record<string, number>> = Object.fromEntries(
  Object.values(resources).flatMap(({ id, stored }) => {
    const ms = stored?.rememberedMs ?? stored?.listedMs;
    return stored?.outlivesListing && ms !== undefined ? [[id, ms]] : [];
  }),
);
