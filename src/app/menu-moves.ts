/** The keys that move the choice of a menu, and by how many items. */
export const menuMoves: Readonly<Record<string, number>> = { j: 1, down: 1, tab: 1, k: -1, up: -1, 'shift+tab': -1 };
