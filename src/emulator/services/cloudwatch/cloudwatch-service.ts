import type {
  GetMetricDataInput,
  GetMetricDataOutput,
  ListMetricsInput,
  ListMetricsOutput,
  Metric,
  MetricDataQuery,
  MetricDataResult,
} from '@aws-sdk/client-cloudwatch';
import * as CloudWatch from '@aws-sdk/client-cloudwatch';
import { contributionsOf } from '../../estate/metrics.ts';
import { AwsError, missingParameter } from '../../wire/aws-error.ts';
import { readOperations } from '../../wire/operations.ts';
import { pageOf } from '../../wire/paging.ts';
import { readFormBy, writeNodeBy } from '../../wire/query-schema.ts';
import type { XmlNode } from '../../wire/xml.ts';
import { createCborService, isCbor } from '../cbor-service.ts';
import { createJsonRpcService } from '../json-rpc-service.ts';
import { createQueryService, isForm } from '../query-service.ts';
import type { Call, Handlers, Service, WireRequest } from '../service.ts';
import { aggregate, type Cells, cellsOf, dimensionSets, metricKey, namespace } from './metric-series.ts';
import { getMetricStatistics } from './metric-statistics.ts';

const handlers: Handlers<typeof CloudWatch> = {
  GetMetricData: getMetricData,
  GetMetricStatistics: getMetricStatistics,
  ListMetrics: listMetrics,
};

/** Newer clients speak awsJson, botocore CBOR where it can, and old ones the query protocol. */
export function createCloudWatchService(): Service {
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
    codeOf: queryCode,
  });
  const speakerOf = (request: WireRequest) => (isCbor(request) ? binary : isForm(request) ? query : json);
  return {
    name: 'cloudwatch',
    find: (request) => speakerOf(request).find(request),
    writeError(error, request) {
      const answer = (request ? speakerOf(request) : json).writeError(error);
      // Clients in query mode take the name from here, without its suffix.
      const queryError = `${queryCode(error)};${error.status < 500 ? 'Sender' : 'Receiver'}`;
      return { ...answer, headers: { ...answer.headers, 'x-amzn-query-error': queryError } };
    },
  };
}

const queryCode = ({ name }: AwsError) => name.replace(/Exception$/, '');

const invalid = (message: string) => new AwsError('ValidationError', message);

function getMetricData(input: GetMetricDataInput, call: Call): GetMetricDataOutput {
  const { MetricDataQueries: queries, StartTime, EndTime } = input;
  if (!queries || !StartTime || !EndTime)
    throw missingParameter('MetricDataQueries, StartTime and EndTime are required.');
  if (StartTime >= EndTime) throw invalid('The parameter StartTime must be less than the parameter EndTime.');
  if (queries.length > 500) throw invalid('MetricDataQueries may hold at most 500 queries.');
  queries.forEach(checkQuery);

  const wanted = new Set(
    queries
      .flatMap(({ MetricStat }) => MetricStat?.Metric ?? [])
      .filter(isOurs)
      .map(metricKey),
  );
  const longestPeriodMs = Math.max(...queries.map(periodMsOf));
  const from = Math.floor(StartTime.getTime() / longestPeriodMs) * longestPeriodMs;
  const found = cellsOf(wanted, from, EndTime.getTime(), call);
  const results = queries
    .filter(({ ReturnData }) => ReturnData !== false)
    .map((query) => toResult(query, found, input));
  return { MetricDataResults: results, Messages: [] };
}

const isOurs = ({ Namespace }: Metric) => Namespace === namespace;
const periodMsOf = ({ MetricStat }: MetricDataQuery) => (MetricStat?.Period ?? 300) * 1000;

function checkQuery({ Id, MetricStat, Expression }: MetricDataQuery): void {
  if (Expression !== undefined)
    throw invalid(`Error in expression '${Id}': the emulator reads MetricStat queries only.`);
  if (!MetricStat?.Metric?.MetricName || !MetricStat.Stat)
    throw invalid(`The query '${Id}' names no metric or no statistic.`);
  const period = MetricStat.Period ?? 0;
  if (period <= 0 || period % 60 !== 0) throw invalid(`The period of '${Id}' must be a multiple of 60 seconds.`);
}

function toResult(query: MetricDataQuery, found: Map<string, Cells>, input: GetMetricDataInput): MetricDataResult {
  const { Id, Label, MetricStat } = query;
  const metric = MetricStat?.Metric ?? {};
  const cells = (isOurs(metric) ? found.get(metricKey(metric)) : undefined) ?? new Map();
  const periodMs = periodMsOf(query);
  const start = Math.floor((input.StartTime?.getTime() ?? 0) / periodMs) * periodMs;
  // The unit is not documented: a query that names one finds nothing.
  const points = MetricStat?.Unit === undefined ? aggregate(cells, periodMs, MetricStat?.Stat ?? '') : [];
  const shown = points.filter(({ at }) => at >= start);
  if (input.ScanBy !== 'TimestampAscending') shown.reverse();
  return {
    Id,
    Label: Label ?? metric.MetricName,
    Timestamps: shown.map(({ at }) => new Date(at)),
    Values: shown.map(({ value }) => value),
    StatusCode: 'Complete',
  };
}

const hourMs = 3_600_000;
/** A metric without data for two weeks is not listed. */
const activeMs = { always: 14 * 24 * hourMs, PT3H: 3 * hourMs };
const metricsPerPage = 500;

function listMetrics(input: ListMetricsInput, call: Call): ListMetricsOutput {
  const known = new Map<string, Metric>();
  const since = call.now - activeMs[input.RecentlyActive ?? 'always'];
  if (input.Namespace === undefined || input.Namespace === namespace) {
    for (const one of contributionsOf(call.estate, call.region, since, call.now, call.now)) {
      for (const Dimensions of dimensionSets(one)) {
        const metric = { Namespace: namespace, MetricName: one.metric, Dimensions };
        known.set(metricKey(metric), metric);
      }
    }
  }
  const listed = [...known].filter(([, metric]) => isAsked(input, metric)).sort(([a], [b]) => (a < b ? -1 : 1));
  const { items, nextToken } = pageOf(listed, { NextToken: input.NextToken }, ([key]) => key, metricsPerPage);
  return { Metrics: items.map(([, metric]) => metric), NextToken: nextToken };
}

function isAsked(input: ListMetricsInput, { MetricName, Dimensions = [] }: Metric): boolean {
  if (input.MetricName !== undefined && input.MetricName !== MetricName) return false;
  return (input.Dimensions ?? []).every(({ Name, Value }) =>
    Dimensions.some((dimension) => dimension.Name === Name && (Value === undefined || dimension.Value === Value)),
  );
}
