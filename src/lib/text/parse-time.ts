/** Epoch ms of '2026-01-15 12:00:00Z', '2026-01-15T12:00Z' or '2026-01-15'. A time without a zone is UTC. */
export function parseTime(text: string): number | undefined {
  const [, date, clock = '00:00:00', zone = 'Z'] =
    /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d(?::\d\d(?:\.\d+)?)?))?(Z|[+-]\d\d:\d\d)?$/i.exec(text.trim()) ?? [];
  if (date === undefined) return undefined;
  const at = Date.parse(`${date}T${clock.length === 5 ? `${clock}:00` : clock}${zone.toUpperCase()}`);
  return Number.isNaN(at) ? undefined : at;
}
