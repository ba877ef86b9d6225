// Fuzzy matching as in fzf: the characters of a term in this order, with anything between them; terms are separated by
// blanks and each must match; a capital letter makes case count. https://github.com/junegunn/fzf#search-syntax

/** How far the text is from the pattern: 0 for a text that begins with it; undefined: it does not match. */
export function fuzzyDistance(pattern: string, text: string): number | undefined {
  const hasCase = pattern !== pattern.toLowerCase();
  const searched = hasCase ? text : text.toLowerCase();
  let total = 0;
  for (const term of pattern.split(/\s+/).filter((one) => one !== '')) {
    const distance = termDistance(term, searched);
    if (distance === undefined) return undefined;
    total += distance;
  }
  return total;
}

/**
 * The items that match, nearest first, and of equally near ones the shorter one first, as fzf does; others stay in their
 * order.
 */
export function fuzzyFilter<Item>(items: readonly Item[], pattern: string, textOf: (item: Item) => string): Item[] {
  return items
    .flatMap((item) => {
      const text = textOf(item);
      const distance = fuzzyDistance(pattern, text);
      return distance === undefined ? [] : [{ item, distance, length: pattern.trim() === '' ? 0 : text.length }];
    })
    .sort((one, other) => one.distance - other.distance || one.length - other.length)
    .map(({ item }) => item);
}

const isWordStart = (text: string, at: number): boolean => at === 0 || /[\s\-_./:]/.test(text[at - 1] ?? '');

/** A term as it stands, best at the beginning of the text or of a word, is nearer than its characters apart. */
function termDistance(term: string, text: string): number | undefined {
  const at = text.indexOf(term);
  if (at === 0) return 0;
  if (at > 0) return isWordStart(text, text.indexOf(term)) ? 1 : 2;
  const gaps = gapsBetween(term, text);
  return gaps === undefined ? undefined : 3 + gaps;
}

/** The characters between the first and the last of the term, in the shortest stretch that has them all. */
function gapsBetween(term: string, text: string): number | undefined {
  let best: number | undefined;
  for (let start = text.indexOf(term[0] ?? ''); start >= 0; start = text.indexOf(term[0] ?? '', start + 1)) {
    let at = start;
    for (const character of [...term].slice(1)) {
      at = text.indexOf(character, at + 1);
      if (at < 0) return best;
    }
    const gaps = at - start + 1 - term.length;
    if (best === undefined || gaps < best) best = gaps;
  }
  return best;
}
