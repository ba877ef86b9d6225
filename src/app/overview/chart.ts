// Bars and sparklines as text. The glyphs are parameters, so that a terminal without Unicode can show them.

export interface ChartGlyphs {
  readonly full: string;
  readonly empty: string;
  /** From empty to full. */
  readonly levels: readonly string[];
  /** Parts of one cell, smallest first; may be empty. */
  readonly parts: readonly string[];
}

/** `fraction` of `width` cells filled; a nonzero bar shows something, an incomplete one never looks full. */
export function bar(fraction: number, width: number, glyphs: ChartGlyphs): string {
  const clamped = Math.max(0, Math.min(1, Number.isFinite(fraction) ? fraction : 0));
  const steps = glyphs.parts.length + 1;
  const all = width * steps;
  const unclear = Math.round(clamped * all);
  const filled = clamped > 0 && clamped < 1 ? Math.max(1, Math.min(all - 1, unclear)) : unclear;
  const whole = Math.floor(filled / steps);
  const part = glyphs.parts[(filled % steps) - 1] ?? '';
  return glyphs.full.repeat(whole) + part + glyphs.empty.repeat(Math.max(0, width - whole - (part === '' ? 0 : 1)));
}

/**
 * One cell for each value, newest on the right. Each value above zero is visible; if there are more values than cells,
 * neighbours are added up.
 */
export const sparkline = (values: readonly number[], width: number, glyphs: ChartGlyphs): string =>
  sparklines(values, { width, height: 1 }, glyphs).join('');

/** The same over several lines, from the top. */
export function sparklines(
  values: readonly number[],
  { width, height }: { readonly width: number; readonly height: number },
  { levels, full }: ChartGlyphs,
): readonly string[] {
  const shown = summed(values, width);
  const most = Math.max(0, ...shown);
  const steps = levels.length - 1;
  const level = (value: number) => (value > 0 ? Math.max(1, Math.round((value / most) * steps * height)) : 0);
  return Array.from({ length: height }, (_, line) => {
    const below = (height - 1 - line) * steps;
    return shown.map((value) => levels[Math.max(0, Math.min(steps, level(value) - below))] ?? full).join('');
  });
}

/** At most `width` values; neighbours are added up evenly. */
function summed(values: readonly number[], width: number): readonly number[] {
  if (values.length <= width) return values;
  const groups = Array.from({ length: Math.max(1, width) }, () => 0);
  values.forEach((value, index) => {
    const slot = Math.floor((index * groups.length) / values.length);
    groups[slot] = (groups[slot] ?? 0) + value;
  });
  return groups;
}
