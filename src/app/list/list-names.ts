// The names in the columns of a whole list, cut so that each differs from all other names of the list, in view or not.
// The collection is updated for each new or changed row; drawing a row looks up only its own names.
import { namesApart } from '../../domain/arn-names.ts';
import { createCutApart, usualCut } from '../../lib/text/cut-apart.ts';
import { generatedCut, isGenerated } from '../../lib/text/generated-id.ts';
import { displayWidth, sanitize } from '../../lib/text/text.ts';
import type { Column } from '../../resources/resource.ts';
import type { FittedColumn } from './table-layout.ts';

// biome-ignore lint/suspicious/noExplicitAny: rows of all resources pass through here
type AnyRow = any;

/** Text by column id. */
export type ApartCells = Readonly<Record<string, string>>;

export interface ListNames {
  add(row: AnyRow): void;
  /** The cells of a row whose text depends on other rows; undefined: there are none. */
  cellsOf(row: AnyRow, fitted: readonly FittedColumn[]): ApartCells | undefined;
}

/** Characters beyond this length do not distinguish names. */
const longestName = 500;
/** The minimum number of cells for a name beside its distinguishing part. */
const shortestName = 3;

export function createListNames(columns: readonly Column<AnyRow>[]): ListNames {
  const naming = columns.filter(({ identity }) => identity !== undefined);
  const namesOf = new Map(naming.map(({ id }) => [id, createColumnNames()]));
  const placesOf = createPlaces(columns);
  return {
    add(row) {
      for (const column of naming) {
        namesOf.get(column.id)?.add({ name: nameOf(column, row), id: column.identity?.(row), at: () => placesOf(row) });
      }
    },
    cellsOf(row, fitted) {
      if (namesOf.size === 0) return undefined;
      const places = fitted.map(({ column }) => column.id);
      const cells: Record<string, string> = {};
      for (const { column, width } of fitted) {
        const names = column.identity && namesOf.get(column.id);
        if (!names) continue;
        const name = nameOf(column, row);
        const shown = isGenerated(name)
          ? generatedCut(name, width)
          : names.shown({ name, id: column.identity?.(row), at: () => placesOf(row), places, width });
        if (shown !== name && shown !== usualCut(name, width)) cells[column.id] = shown;
      }
      return Object.keys(cells).length === 0 ? undefined : cells;
    },
  };
}

/** For rows that are all present. */
export function listNamesOf(rows: Iterable<AnyRow>, columns: readonly Column<AnyRow>[]): ListNames {
  const names = createListNames(columns);
  if (columns.some(({ identity }) => identity)) for (const row of rows) names.add(row);
  return names;
}

const nameOf = (column: Column<AnyRow>, row: AnyRow): string => sanitize(column.text(row, 0).slice(0, longestName));

/** The other location columns of a row, by column id. */
type Places = Readonly<Record<string, string>>;

function createPlaces(columns: readonly Column<AnyRow>[]): (row: AnyRow) => Places {
  const shown = columns.filter(({ id, text }) => (id === 'type' || id === 'plan') && text.length < 2);
  /** Many rows have equal locations. */
  const known = new Map<string, Places>();
  return (row) => {
    const { region = '', accountId = '', organization } = row.scope ?? {};
    const texts = shown.map((column) => column.text(row, 0));
    const account = organization ? '' : accountId;
    const key = [region, account, ...texts].join('\n');
    const places = known.get(key) ?? {
      region,
      account,
      ...Object.fromEntries(shown.map(({ id }, index) => [id, texts[index] ?? ''])),
    };
    known.set(key, places);
    return places;
  };
}

interface NameOfRow {
  readonly name: string;
  readonly id: string | undefined;
  at(): Places;
}

interface ShownName extends NameOfRow {
  /** Ids of the location columns. */
  readonly places: readonly string[];
  readonly width: number;
}

interface ColumnNames {
  add(name: NameOfRow): void;
  shown(name: ShownName): string;
}

/** The resources with one name. */
interface Namesakes {
  /** Resources that were added before stay where they were. */
  add(id: string, at: () => Places): void;
  count(): number;
  /** The ids of those whose visible locations have this text. */
  idsAt(text: string, places: readonly string[]): readonly string[];
}

const placeText = (at: Places, places: readonly string[]): string => places.map((place) => at[place] ?? '').join('\n');

function createNamesakes(): Namesakes {
  const placesById = new Map<string, Places>();
  /** By the visible location columns, then by their text: many resources may have one name, and each row asks. */
  const indexes = new Map<string, { readonly places: readonly string[]; readonly ids: Map<string, string[]> }>();
  const insert = (ids: Map<string, string[]>, text: string, id: string) => {
    const there = ids.get(text);
    if (there) there.push(id);
    else ids.set(text, [id]);
  };
  const indexOf = (places: readonly string[]) => {
    const key = places.join(' ');
    const known = indexes.get(key);
    if (known) return known;
    const made = { places, ids: new Map<string, string[]>() };
    for (const [id, at] of placesById) insert(made.ids, placeText(at, places), id);
    indexes.set(key, made);
    return made;
  };
  return {
    add(id, at) {
      if (placesById.has(id)) return;
      const added = at();
      placesById.set(id, added);
      for (const { places, ids } of indexes.values()) insert(ids, placeText(added, places), id);
    },
    count: () => placesById.size,
    idsAt: (text, places) => indexOf(places).ids.get(text) ?? [],
  };
}

function createColumnNames(): ColumnNames {
  const namesakes = new Map<string, Namesakes>();
  const names: string[] = [];
  const nameById = new Map<string, string>();
  const cutTo = createCuts(names);
  const labelsOf = createLabels();

  return {
    add({ name, id, at }) {
      if (id !== undefined && nameById.get(id) === name) return;
      // A generated name is unique, and there may be as many as rows.
      if (isGenerated(name)) return;
      const known = namesakes.get(name) ?? createNamesakes();
      if (!namesakes.has(name)) {
        names.push(name);
        namesakes.set(name, known);
      }
      if (id === undefined) return;
      nameById.set(id, name);
      // A resource that was renamed has both names.
      known.add(id, at);
    },
    shown(row) {
      const { name, id = '', width } = row;
      const { labels, cutTo: cutLabelTo } = labelsOf(namesakes.get(name), row);
      const whole = labels.get(id) ?? name;
      if (whole === name) return cutTo(width)(name);
      if (displayWidth(whole) <= width) return whole;
      const difference = whole.slice(name.length);
      const room = width - displayWidth(difference);
      return room < shortestName ? cutLabelTo(width)(whole) : cutTo(room)(name) + difference;
    },
  };
}

/** Enough for the names in view. */
const mostRemembered = 200;

interface Labels {
  /**
   * By id, the name with its distinguishing part, 'web (i-0a1b2c)', if another resource with this name has the same
   * locations.
   */
  readonly labels: ReadonlyMap<string, string>;
  readonly cutTo: CutTo;
}

function createLabels(): (namesakes: Namesakes | undefined, row: ShownName) => Labels {
  const remembered = new Map<string, Labels & { readonly count: number }>();
  return (namesakes, { name, id, at, places }) => {
    if (id === undefined || namesakes === undefined || namesakes.count() < 2) return noLabels;
    const here = placeText(at(), places);
    const rivals = namesakes.idsAt(here, places);
    const key = `${name}\n${places.join(' ')}\n${here}`;
    const known = remembered.get(key);
    if (known?.count === rivals.length) return known;
    const apart = namesApart(rivals.map((rival) => ({ name, id: rival })));
    const labels = new Map(rivals.map((rival, index) => [rival, apart[index] ?? name]));
    const made = { labels, cutTo: createCuts([...new Set(apart)]), count: rivals.length };
    if (remembered.size >= mostRemembered) remembered.clear();
    remembered.set(key, made);
    return made;
  };
}

const noLabels: Labels = { labels: new Map(), cutTo: createCuts([]) };

type CutTo = (width: number) => (text: string) => string;

function createCuts(texts: readonly string[]): CutTo {
  const cuts = new Map<number, (text: string) => string>();
  return (width) => {
    const cut = cuts.get(width) ?? createCutApart(texts, width);
    cuts.set(width, cut);
    return cut;
  };
}
