// `check --new-only`: reduces the report to findings of which the reader was not notified before.
import { knownPlaces } from '../../app/attention/known-places.ts';
import { type AlertStore, emptyMemory } from '../../domain/alerts/alert-memory.ts';
import { evaluateAlerts } from '../../domain/alerts/evaluate-alerts.ts';
import type { Severity } from '../../domain/attention/findings/severity.ts';
import type { RequestedLists } from '../evaluation/request-lists.ts';
import type { Report } from './report.ts';

export interface NewOnlyOptions extends Pick<RequestedLists, 'data' | 'requests'> {
  /** The lowest severity that is printed. */
  readonly from: Severity;
  readonly store: AlertStore;
}

export interface NewOnly {
  readonly report: Report;
  /** To be called after the report was printed: until then its findings stay new. */
  remember(): Promise<void>;
}

/** `report`: contains findings of all severities, so that a finding that rises later is known. */
export async function onlyNew(report: Report, { data, requests, from, store }: NewOnlyOptions): Promise<NewOnly> {
  const known = (await store.load()) ?? emptyMemory;
  const look = { items: report.items, now: report.at, ...knownPlaces(data, requests) };
  const { alerts, memory } = evaluateAlerts(known, look, { from, skipsFirst: false });
  const items = alerts.map(({ item }) => item);
  const byItem = new Map(alerts.map((alert) => [alert.item, alert]));
  return { report: { ...report, items, alerts: byItem }, remember: () => store.save(memory) };
}
