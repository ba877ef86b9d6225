// Graphemes as numbers: a single code point is its own number, a cluster gets a number after the last code point.
import { createGraphemes } from '../../lib/text/graphemes.ts';
import { displayWidth } from '../../lib/text/text.ts';
import { asciiFallback } from './ascii-fallback.ts';

export interface GlyphPool {
  /** The number of known clusters; the owner recreates the pool if hostile text makes too many. */
  size(): number;
  /** Calls back for each grapheme of a text without escape sequences; graphemes without a width are left out. */
  each(text: string, visit: (glyph: number, width: number) => void): void;
  text(glyph: number): string;
  /** Columns, at least 1. */
  width(glyph: number): number;
  /** UTF-8 bytes. */
  bytes(glyph: number): number;
  /** Whether terminals differ in its width, so that the cursor's column is unknown after it. */
  isDoubtful(glyph: number): boolean;
}

export const space = 0x20;
/** The second and further columns of a wide grapheme. */
export const continuation = -1;

const firstCluster = 0x11_00_00;
/** A cell contains one grapheme; long sequences of combining marks are cut here, in UTF-16 units. */
const maxClusterLength = 32;

/** The numbers of graphemes, and their texts. */
function createClusters() {
  const clusters: string[] = [];
  const ids = new Map<string, number>();
  return {
    size: () => clusters.length,
    intern(grapheme: string): number {
      const code = grapheme.codePointAt(0) ?? space;
      if (grapheme.length === (code > 0xffff ? 2 : 1)) return code;
      const known = ids.get(grapheme);
      if (known !== undefined) return known;
      const id = firstCluster + clusters.push(grapheme) - 1;
      ids.set(grapheme, id);
      return id;
    },
    text: (glyph: number): string =>
      glyph >= firstCluster ? (clusters[glyph - firstCluster] ?? ' ') : String.fromCodePoint(glyph),
  };
}

export function createGlyphPool(capabilities: { unicode: boolean }): GlyphPool {
  const segmenter = createGraphemes();
  const { size, intern, text } = createClusters();
  const widths = new Map<number, number>();
  const rawWidth = (glyph: number): number => {
    if (glyph < 0x7f) return 1;
    let width = widths.get(glyph);
    if (width === undefined) {
      width = displayWidth(text(glyph));
      widths.set(glyph, width);
    }
    return width;
  };
  const visitGrapheme = (grapheme: string, visit: (glyph: number, width: number) => void) => {
    // Half a surrogate pair is written as U+FFFD, and must count as that.
    const kept = grapheme.length > maxClusterLength ? cutCluster(grapheme) : grapheme;
    const glyph = intern(kept.toWellFormed());
    const width = rawWidth(glyph);
    // No terminal has a cell of that width: such a cluster is a sequence of letters, each with its own cell.
    if (width > 2 && grapheme.length > 1) {
      for (const character of grapheme) visitGrapheme(character, visit);
      return;
    }
    if (width === 0 || isControl(glyph)) return;
    if (capabilities.unicode) return visit(glyph, width);
    for (let column = 0; column < width; column++) visit(asciiFallback(kept).charCodeAt(0), 1);
  };
  return {
    size,
    each(source, visit) {
      for (let index = 0; index < source.length; ) {
        const code = source.charCodeAt(index);
        const alone = standsAlone(code) && joinsNothing(source.charCodeAt(index + 1));
        if (alone && code < 0x7f) {
          visit(code, 1);
          index++;
        } else if (alone) {
          visitGrapheme(source.charAt(index), visit);
          index++;
        } else {
          const end = complexEnd(source, index);
          for (const { segment } of segmenter.segment(source.slice(index, end))) visitGrapheme(segment, visit);
          index = end;
        }
      }
    },
    text,
    width: (glyph) => Math.max(1, rawWidth(glyph)),
    bytes: (glyph) =>
      glyph < 0x80 ? 1 : glyph < firstCluster ? codePointBytes(glyph) : Buffer.byteLength(text(glyph)),
    isDoubtful: (glyph) => glyph >= 0x590 && isDoubtfulGlyph(glyph, rawWidth(glyph)),
  };
}

const isControl = (glyph: number): boolean => glyph < 0x20 || (glyph >= 0x7f && glyph < 0xa0);

/** Code units that are a grapheme by themselves unless something joins them from the right. */
function standsAlone(code: number): boolean {
  if (code < 0x7f) return code >= 0x20;
  if (code < 0x300) return code >= 0xa1;
  if (code < 0x3000)
    return (code >= 0x2010 && code < 0x2028) || (code >= 0x2030 && code < 0x2c00 && !isMarkOrBlank(code));
  return code >= 0x4e00 && code <= 0x9fff;
}

/** U+205F and above are blanks and format characters, U+20D0 and above are combining marks for symbols. */
const isMarkOrBlank = (code: number): boolean =>
  (code >= 0x205f && code <= 0x206f) || (code >= 0x20d0 && code <= 0x20ff);

const joinsNothing = (next: number): boolean => Number.isNaN(next) || standsAlone(next);

/** The end of text that needs the segmenter: before the next two units that both stand alone. */
function complexEnd(source: string, start: number): number {
  let index = start + 1;
  while (
    index < source.length &&
    !(standsAlone(source.charCodeAt(index)) && joinsNothing(source.charCodeAt(index + 1)))
  )
    index++;
  return index;
}

function cutCluster(grapheme: string): string {
  const cut = grapheme.slice(0, maxClusterLength);
  return cut.isWellFormed() ? cut : cut.slice(0, -1);
}

const codePointBytes = (code: number): number => (code < 0x800 ? 2 : code < 0x1_00_00 ? 3 : 4);

function isDoubtfulGlyph(glyph: number, width: number): boolean {
  if (glyph >= 0x1_f0_00) return true;
  // Scripts with combining letters, and symbols that some terminals draw as emoji.
  return glyph <= 0x10ff || (glyph >= 0x2190 && glyph <= 0x2bff && width > 1) || width > 2;
}
