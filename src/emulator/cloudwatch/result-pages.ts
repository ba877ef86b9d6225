// Pages of GetMetricData: a limited number of datapoints, and a token for the rest.
import type { GetMetricDataInput, GetMetricDataOutput, MetricDataResult } from '@aws-sdk/client-cloudwatch';
import { AwsError } from '../wire/aws-error.ts';
import { decodeToken, encodeToken } from '../wire/paging.ts';
import { mostDatapoints } from './periods.ts';

type Page = Pick<GetMetricDataOutput, 'MetricDataResults' | 'NextToken'>;

export function pageOfResults(results: readonly MetricDataResult[], input: GetMetricDataInput): Page {
  const { MaxDatapoints: most = mostDatapoints, NextToken: token } = input;
  if (!Number.isInteger(most) || most < 1 || most > mostDatapoints) {
    throw new AwsError('ValidationError', `MaxDatapoints must be from 1 to ${mostDatapoints}.`);
  }
  const start = token ? Number(decodeToken(token)) : 0;
  if (!Number.isSafeInteger(start) || start < 0) throw new AwsError('InvalidNextToken', 'The token is invalid.');
  const end = start + most;
  const page: MetricDataResult[] = [];
  let before = 0;
  for (const result of results) {
    const count = result.Values?.length ?? 0;
    const [from, to] = [Math.max(0, start - before), Math.max(0, end - before)];
    // Results without data are on the first page.
    if (count === 0 ? start === 0 : from < count && to > 0) page.push(cut(result, from, to));
    before += count;
  }
  return { MetricDataResults: page, NextToken: before > end ? encodeToken(String(end)) : undefined };
}

const cut = (result: MetricDataResult, from: number, to: number): MetricDataResult => ({
  ...result,
  Timestamps: result.Timestamps?.slice(from, to),
  Values: result.Values?.slice(from, to),
  StatusCode: to < (result.Values?.length ?? 0) ? 'PartialData' : 'Complete',
});
