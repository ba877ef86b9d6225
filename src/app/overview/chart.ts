// Bars and sparklines as text. What they are drawn with comes in, so that a terminal without Unicode gets them too.

export interface ChartGlyphs {
  readonly full: string;
  readonly empty: string;
  /** From nothing to full. */
  readonly levels: readonly string[];
  /** Parts of one cell, least first; may be empty. */
  readonly parts: readonly string[];
}

/** `fraction` of `width` cells filled; a started bar shows something, an unfinished one never looks full. */
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

/** One cell a value, newest at the right. Anything above zero is visible; more values than cells are summed up. */
export function sparkline(values: readonly number[], width: number, glyphs: ChartGlyphs): string {
  const shown = summed(values, width);
  const most = Math.max(0, ...shown);
  const highest = glyphs.levels.length - 1;
  const level = (value: number) => (value > 0 ? Math.max(1, Math.round((value / most) * highest)) : 0);
  return shown.map((value) => glyphs.levels[level(value)] ?? glyphs.full).join('');
}

/** At most `width` values, neighbours added up evenly. */
function summed(values: readonly number[], width: number): readonly number[] {
  if (values.length <= width) return values;
  const groups = Array.from({ length: Math.max(1, width) }, () => 0);
  values.forEach((value, index) => {
    const slot = Math.floor((index * groups.length) / values.length);
    groups[slot] = (groups[slot] ?? 0) + value;
  });
  return groups;
}
