// SEARCH expressions: a schema in braces, and terms that metrics of that schema must match.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/search-expression-syntax.html
import type { Metric } from '@aws-sdk/client-cloudwatch';

/** Undefined if the emulator does not support the expression. */
export function readSearch(text: string): ((metric: Metric) => boolean) | undefined {
  const [, schema, rest = ''] = /^\s*(?:\{([^}]*)\})?\s*(.*)$/s.exec(text) ?? [];
  if (/[()]|\bNOT\b/.test(rest)) return undefined;
  const [namespace, ...names] = (schema ?? '').split(',').map((part) => part.trim().replace(/^"|"$/g, ''));
  const alternatives = rest.split(/\s+OR\s+/).map((part) => [...part.matchAll(/(?:(\w+)=)?("[^"]*"|[^\s"]+)/g)]);
  return (metric) => {
    const dimensions = metric.Dimensions ?? [];
    const isOfSchema =
      schema === undefined ||
      (metric.Namespace === namespace &&
        dimensions.length === names.length &&
        dimensions.every(({ Name = '' }) => names.includes(Name)));
    return (
      isOfSchema && alternatives.some((terms) => terms.every(([, name, term = '']) => hasTerm(metric, name, term)))
    );
  };
}

function hasTerm({ Namespace, MetricName, Dimensions = [] }: Metric, name: string | undefined, term: string): boolean {
  if (term === 'AND') return true;
  const fields: Record<string, string | undefined> = Object.assign(Object.create(null), { Namespace, MetricName });
  for (const { Name = '', Value } of Dimensions) fields[Name] = Value;
  const requested = name === undefined ? Object.values(fields) : [fields[name]];
  const isExact = term.startsWith('"');
  const wanted = term.replace(/^"|"$/g, '').toLowerCase();
  return requested.some((value) => {
    const found = value?.toLowerCase();
    return isExact ? found === wanted : found?.includes(wanted);
  });
}
