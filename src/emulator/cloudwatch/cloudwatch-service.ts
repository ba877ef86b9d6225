import type { ListMetricsInput, ListMetricsOutput, Metric } from '@aws-sdk/client-cloudwatch';
import * as CloudWatch from '@aws-sdk/client-cloudwatch';
import { createCborService, isCbor } from '../protocols/cbor-service.ts';
import { createJsonRpcService } from '../protocols/json-rpc-service.ts';
import { createQueryService, isForm } from '../protocols/query-service.ts';
import type { Call, EmulatedService, Handlers, WireRequest } from '../protocols/service.ts';
import { readOperations } from '../wire/operations.ts';
import { createPager } from '../wire/paging.ts';
import { readFormBy, writeNodeBy } from '../wire/query-schema.ts';
import type { XmlNode } from '../wire/xml.ts';
import { cloudWatchQueryCode, invalidValue } from './cloudwatch-errors.ts';
import { customMetricsSince, putMetricData } from './custom-metrics.ts';
import { getMetricData, metricsSince } from './metric-data.ts';
import { metricKey, namespace } from './metric-series.ts';
import { getMetricStatistics } from './metric-statistics.ts';

const handlers: Handlers<typeof CloudWatch> = {
  GetMetricData: getMetricData,
  GetMetricStatistics: getMetricStatistics,
  ListMetrics: listMetrics,
  PutMetricData: putMetricData,
};

/** Newer clients use awsJson, botocore uses CBOR if possible, and old clients use the query protocol. */
export function createCloudWatchService(): EmulatedService {
  const about = { name: 'cloudwatch', client: CloudWatch, handlers };
  const json = createJsonRpcService({ ...about, target: 'GraniteServiceVersion20100801', version: '1.0' });
  const binary = createCborService(about);
  const schemas = new Map(readOperations(CloudWatch).map((operation) => [operation.name, operation]));
  const query = createQueryService({
    ...about,
    xmlns: 'http://monitoring.amazonaws.com/doc/2010-08-01/',
    toInput(operation, form) {
      const schema = schemas.get(operation)?.input;
      return schema ? (readFormBy(schema, form) as object) : form;
    },
    toResult(operation, output) {
      const schema = schemas.get(operation)?.output;
      return schema?.isStructSchema() ? (writeNodeBy(schema, output) as XmlNode) : {};
    },
    codeOf: cloudWatchQueryCode,
  });
  const protocolOf = (request: WireRequest) => (isCbor(request) ? binary : isForm(request) ? query : json);
  return {
    name: 'cloudwatch',
    find: (request) => protocolOf(request).find(request),
    writeError(error, request) {
      const response = (request ? protocolOf(request) : json).writeError(error);
      // Clients in query mode read the error code from this header.
      const queryError = `${cloudWatchQueryCode(error)};${error.status < 500 ? 'Sender' : 'Receiver'}`;
      return { ...response, headers: { ...response.headers, 'x-amzn-query-error': queryError } };
    },
  };
}

const hourMs = 3_600_000;
/** CloudWatch does not list metrics without data in the last two weeks. */
const activeMs = { always: 14 * 24 * hourMs, PT3H: 3 * hourMs };
const pageOf = createPager(500);

function activeFor(requested: string | undefined): number {
  if (requested === undefined) return activeMs.always;
  if (requested === 'PT3H') return activeMs.PT3H;
  throw invalidValue(`The value ${requested} for parameter RecentlyActive is invalid.`);
}

function listMetrics(input: ListMetricsInput, call: Call): ListMetricsOutput {
  const since = call.now - activeFor(input.RecentlyActive);
  const includesBackup = input.Namespace === undefined || input.Namespace === namespace;
  const known = includesBackup ? metricsSince(since, call.now, call) : customMetrics(since, call);
  const listed = known.filter(([, metric]) => isMatch(input, metric));
  const { items, nextToken } = pageOf(listed, { NextToken: input.NextToken }, ([key]) => key);
  return { Metrics: items.map(([, metric]) => metric), NextToken: nextToken };
}

/** Skips the metrics of AWS Backup, which are expensive to compute. */
const customMetrics = (since: number, call: Call) =>
  customMetricsSince(since, call.now, call)
    .map((metric): [string, Metric] => [metricKey(metric), metric])
    .sort(([a], [b]) => (a < b ? -1 : 1));

function isMatch(input: ListMetricsInput, { Namespace, MetricName, Dimensions = [] }: Metric): boolean {
  if (input.Namespace !== undefined && input.Namespace !== Namespace) return false;
  if (input.MetricName !== undefined && input.MetricName !== MetricName) return false;
  return (input.Dimensions ?? []).every(({ Name, Value }) =>
    Dimensions.some((dimension) => dimension.Name === Name && (Value === undefined || dimension.Value === Value)),
  );
}
