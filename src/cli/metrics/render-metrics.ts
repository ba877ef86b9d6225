// Metrics in the formats of Prometheus.
import { Counter, Gauge, Registry, type RegistryContentType } from 'prom-client';
import type { MetricFamily } from './metric-family.ts';

export type MetricFormat = 'text' | 'openmetrics';

export interface RenderedMetrics {
  readonly contentType: string;
  readonly text: string;
}

/** Of two samples with the same labels the last one counts. */
export async function renderMetrics(families: readonly MetricFamily[], format: MetricFormat): Promise<RenderedMetrics> {
  const registry = new Registry<RegistryContentType>();
  registry.setContentType(format === 'text' ? Registry.PROMETHEUS_CONTENT_TYPE : Registry.OPENMETRICS_CONTENT_TYPE);
  for (const { name, type, help, labels, samples } of families) {
    const common = { name, help, labelNames: [...labels], registers: [registry] };
    if (type === 'gauge') {
      const gauge = new Gauge(common);
      for (const one of samples) gauge.set({ ...one.labels }, one.value);
    } else {
      const counter = new Counter(common);
      for (const one of samples) counter.inc({ ...one.labels }, one.value);
    }
  }
  return { contentType: registry.contentType, text: await registry.metrics() };
}

/** By the header Accept: https://prometheus.io/docs/instrumenting/content_negotiation/ */
export const formatFor = (accept = ''): MetricFormat =>
  /(^|,)\s*application\/openmetrics-text\s*(;|,|$)/.test(accept) ? 'openmetrics' : 'text';
