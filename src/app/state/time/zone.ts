// The time zone of the screen. Texts of rows say times in UTC; a screen of another zone writes them anew.
import { inZone, zoneLabel } from '../../../domain/time-zones.ts';
import type { Column, DetailSection } from '../../../resources/resource.ts';
import type { Data } from '../data.ts';
import { defaultSettings } from '../settings.ts';

/** An IANA name, or UTC. */
export const zoneOf = ({ settings = defaultSettings }: Pick<Data, 'settings'>): string => settings.zones.shown;

// biome-ignore lint/suspicious/noExplicitAny: columns of all resources pass through here
type AnyColumn = Column<any>;

export const columnsIn = (columns: readonly AnyColumn[], zone: string): readonly AnyColumn[] =>
  zone === 'UTC' ? columns : columns.map((column) => columnIn(column, zone));

function columnIn(column: AnyColumn, zone: string): AnyColumn {
  const { title, clock } = column;
  const text = (row: unknown, now: number) => (clock ? clock.text(row, zone) : inZone(column.text(row, now), zone));
  return { ...column, title: title.replace(/\(UTC\)|UTC/, zoneLabel(zone)), text };
}

export function sectionIn(section: DetailSection, zone: string): DetailSection {
  if (zone === 'UTC') return section;
  if (section.kind === 'table') return { ...section, columns: columnsIn(section.columns, zone) };
  return { ...section, fields: section.fields.map((field) => ({ ...field, text: inZone(field.text, zone) })) };
}
