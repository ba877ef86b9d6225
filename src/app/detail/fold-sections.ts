// Folds the sections of a long detail to their titles, of which one is the current one.
import type { DetailSection } from '../../resources/resource.ts';
import type { Folding } from '../state/state.ts';

/** A section is recognized by its title, without the count in parentheses behind it. */
export const nameOf = ({ title }: DetailSection): string => title.replace(/ \([^)]*\)$/, '');

/** Closed sections are a title with the number of their lines. `>` is before the current one. */
export function foldSections(sections: readonly DetailSection[], folding: Folding): readonly DetailSection[] {
  return sections.map((section, index) => {
    const isOpen = folding.open.includes(nameOf(section));
    const mark = `${index === currentIn(folding, sections) ? '>' : ' '} ${isOpen ? '-' : '+'} `;
    if (isOpen) return { ...section, title: `${mark}${section.title}` };
    return { kind: 'fields', title: `${mark}${section.title}${sizeText(section)}`, fields: [] };
  });
}

/** There may be fewer sections than before. */
export const currentIn = ({ at }: Folding, sections: readonly DetailSection[]): number =>
  Math.max(0, Math.min(at, sections.length - 1));

/** Not behind a title that has a count. */
function sizeText(section: DetailSection): string {
  if (section.title !== nameOf(section)) return '';
  const [count, word] = section.kind === 'fields' ? [section.fields.length, 'line'] : [section.rows.length, 'row'];
  return `, ${count} ${word}${count === 1 ? '' : 's'}`;
}
