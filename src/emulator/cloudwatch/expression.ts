// A subset of CloudWatch's metric math: + - * / ( ), SUM AVG MIN MAX, FILL, METRICS and SEARCH.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
import { tableOf } from '../../lib/text/table.ts';
import { isPeriod, mostDatapoints } from './periods.ts';

export interface MathSeries {
  label: string;
  /** Values by time, oldest first. */
  points: Map<number, number>;
}
/** A number, a series or a list of series. Text occurs only as an argument. */
export type Value = Operand | string;
type Operand = number | MathSeries | MathSeries[];

export interface ExpressionScope {
  /** The value of the query with this id; undefined if there is none. */
  byId(id: string): Value | undefined;
  /** The series of all metric queries whose ids have this prefix. */
  metrics(prefix: string): MathSeries[];
  search(query: string, stat: string, periodSeconds: number): MathSeries[];
  /** The times of a filled series. */
  times: readonly number[];
  /** Refuses the expression. */
  fail(why: string): never;
}

type Fail = ExpressionScope['fail'];

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataQuery.html */
const longestExpression = 2_048;

export function evaluate(text: string, scope: ExpressionScope): Value {
  const { fail } = scope;
  if (text.length > longestExpression) fail(`it is longer than ${longestExpression} characters`);
  const tokens = text.match(/'[^']*'|"[^"]*"|\d+(?:\.\d+)?|[A-Za-z_]\w*|\S/g) ?? [];
  let at = 0;
  const take = (token: string) => {
    if (tokens[at] !== token) return false;
    at += 1;
    return true;
  };
  const expect = (token: string) => take(token) || fail(`${token} is missing`);

  const calculate = (left: Value, sign: string, right: Value): Value => {
    const apply = operators[sign] ?? fail(`${sign} is not known`);
    if (typeof left === 'string' || typeof right === 'string') return fail('text cannot be an operand');
    return combine(left, right, apply);
  };
  const sum = (): Value => {
    let left = product();
    for (let sign = tokens[at]; sign === '+' || sign === '-'; sign = tokens[at]) {
      at += 1;
      left = calculate(left, sign, product());
    }
    return left;
  };
  const product = (): Value => {
    let left = factor();
    for (let sign = tokens[at]; sign === '*' || sign === '/'; sign = tokens[at]) {
      at += 1;
      left = calculate(left, sign, factor());
    }
    return left;
  };
  const list = (end: string): Value[] => {
    const values: Value[] = [];
    if (take(end)) return values;
    do values.push(sum());
    while (take(','));
    expect(end);
    return values;
  };
  const factor = (): Value => {
    const token = tokens[at] ?? fail('it ends too early');
    at += 1;
    if (token === '-') return calculate(0, '-', factor());
    if (token === '[') return list(']').flatMap((value) => toList(value, fail));
    if (token === '(') {
      const value = sum();
      expect(')');
      return value;
    }
    if (/^['"]/.test(token)) return token.slice(1, -1);
    if (/^\d/.test(token)) return Number(token);
    if (take('(')) return call(token, list(')'), scope);
    return scope.byId(token) ?? fail(`${token} is not known`);
  };
  const value = sum();
  return at < tokens.length ? fail(`${tokens[at]} is not expected`) : value;
}

const isSeries = (value: Value): value is MathSeries => typeof value === 'object' && !Array.isArray(value);

function toList(value: Value, fail: Fail): MathSeries[] {
  if (Array.isArray(value)) return value;
  return isSeries(value) ? [value] : fail('a list holds series only');
}

type Operator = (a: number, b: number) => number;

const operators = tableOf<Operator>({
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
});

function combine(left: Operand, right: Operand, apply: Operator): Operand {
  if (typeof left === 'number' && typeof right === 'number') return apply(left, right);
  if (Array.isArray(left)) return left.map((item) => combine(item, right, apply) as MathSeries);
  if (Array.isArray(right)) return right.map((item) => combine(left, item, apply) as MathSeries);
  const shape = isSeries(left) ? left : (right as MathSeries);
  const points = new Map<number, number>();
  for (const time of shape.points.keys()) {
    const a = isSeries(left) ? left.points.get(time) : left;
    const b = isSeries(right) ? right.points.get(time) : (right as number);
    // A missing operand or a division by zero yields no value.
    if (a !== undefined && b !== undefined && Number.isFinite(apply(a, b))) points.set(time, apply(a, b));
  }
  return { label: shape.label, points };
}

const statistics = tableOf<(values: number[]) => number>({
  SUM: (values) => values.reduce((sum, value) => sum + value, 0),
  AVG: (values) => values.reduce((sum, value) => sum + value, 0) / values.length,
  MIN: (values) => values.reduce((least, value) => Math.min(least, value)),
  MAX: (values) => values.reduce((most, value) => Math.max(most, value)),
});

function call(name: string, args: Value[], scope: ExpressionScope): Value {
  const { fail } = scope;
  const [first, second, third] = args;
  if (name === 'METRICS') return scope.metrics(typeof first === 'string' ? first : '');
  if (name === 'SEARCH' && typeof first === 'string' && typeof second === 'string') {
    const period = third === undefined ? 300 : third;
    if (!isPeriod(period)) return fail('the period of SEARCH must be 1, 5, 10, 20, 30 or a multiple of 60');
    return scope.search(first, second, period);
  }
  if (name === 'FILL' && first !== undefined && typeof second === 'number') return fill(first, second, scope);
  const statistic = statistics[name];
  if (statistic === undefined || first === undefined) return fail(`${name} is not a supported function`);
  return summed(first, statistic, fail);
}

function fill(value: Value, missing: number, { times, fail }: ExpressionScope): Value {
  const series = toList(value, fail);
  if (series.length * times.length > mostDatapoints) fail(`it fills more than ${mostDatapoints} datapoints`);
  const filled = series.map(({ label, points }) => ({
    label,
    points: new Map(times.map((time) => [time, points.get(time) ?? missing])),
  }));
  return Array.isArray(value) ? filled : (filled[0] ?? fail('there is nothing to fill'));
}

/** For a list of series: one series of the statistic at each time. For one series: a number. */
function summed(value: Value, statistic: (values: number[]) => number, fail: Fail): Value {
  if (isSeries(value)) return value.points.size === 0 ? 0 : statistic([...value.points.values()]);
  const all = toList(value, fail).flatMap(({ points }) => [...points]);
  const byTime = [...Map.groupBy(all, ([time]) => time)].sort(([a], [b]) => a - b);
  return {
    label: '',
    points: new Map(byTime.map(([time, found]) => [time, statistic(found.map(([, item]) => item))])),
  };
}
