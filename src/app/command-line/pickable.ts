/** What a list that typing narrows can offer. */
export const pickable = ['context', 'profile', 'account', 'region', 'view', 'theme'] as const;
export type Pickable = (typeof pickable)[number];
