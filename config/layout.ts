/** The minimum size in cells; on a smaller terminal only a message is shown. */
export const smallest = { columns: 60, rows: 16 };
/** On a smaller screen the overview shows one panel at a time. */
export const everyPanel = { columns: 80, rows: 24 };
/** From this width on the overview has two columns of panels. */
export const wideColumns = 110;
/** The minimum width of a 'grow' column; narrower screens drop columns instead. */
export const narrowestGrow = 12;
/** Cells between two columns. */
export const columnGap = 2;
