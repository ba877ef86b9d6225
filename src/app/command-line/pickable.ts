/** What a picker can offer. */
export const pickable = ['context', 'profile', 'account', 'region', 'view', 'theme'] as const;
export type Pickable = (typeof pickable)[number];
