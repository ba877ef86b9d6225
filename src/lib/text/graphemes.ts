// Splits text into graphemes with their positions, like Intl.Segmenter, which takes tens of milliseconds to load its
// tables, and which almost no text on a screen needs.

/**
 * Characters that are one grapheme in any context, and one cell by string-width: tests check both. Pictographs among
 * them only join with marks that are not in this set.
 */
const plainCharacters = String.raw`\x20-\x7e\u00a1-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u052f\u2010-\u2027\u2039\u203a\u2190-\u2193\u221e\u2400-\u2421\u2500-\u25fc\u2713\u2714\u2716-\u2718\u2800-\u28ff`;
/** Text whose length equals its width in cells. */
export const narrow = new RegExp(`^[${plainCharacters}]*$`);
/** With escape sequences and line ends, whose characters are graphemes without a width. */
const simple = new RegExp(`^[\\x1b\\n${plainCharacters}]*$`);

export interface Graphemes {
  segment(text: string): Pick<Intl.Segments, 'containing'> & Iterable<Intl.SegmentData>;
}

export function createGraphemes(): Graphemes {
  let segmenter: Intl.Segmenter | undefined;
  const slowly = (text: string) => {
    segmenter ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
    return segmenter.segment(text);
  };
  return { segment: (text) => (simple.test(text) ? characters(text) : slowly(text)) };
}

function characters(input: string) {
  const all = Array.from(input, (segment, index) => ({ segment, index, input }));
  return Object.assign(all, { containing: (index = 0) => all[index] as Intl.SegmentData });
}
