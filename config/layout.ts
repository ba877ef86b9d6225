/** Cells below which the screen only says that it is too small. */
export const smallest = { columns: 80, rows: 24 };
/** From here the overview has two columns of panels. */
export const wideColumns = 110;
/** A 'grow' column never gets less than this; narrower screens drop columns instead. */
export const narrowestGrow = 12;
/** Cells between two columns. */
export const columnGap = 2;
