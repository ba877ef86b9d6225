// `npm run soak [-- --hours 24 --days 8]`: the engine in simulated time, much longer than a test may take.
import { parseArgs } from 'node:util';
import { soakEndurance } from './endurance.ts';
import { soakRates } from './rates.ts';
import { tellRatesOf } from './rates-of-account.ts';

const { values } = parseArgs({
  options: {
    hours: { type: 'string', default: '24' },
    days: { type: 'string', default: '8' },
    /** How many processes share the hours; each account of the estate is a part. */
    'at-once': { type: 'string' },
    /** One part: this account alone, reported to the process that started it. */
    account: { type: 'string' },
  },
});
const [hours, days] = [Number(values.hours), Number(values.days)];

if (values.account !== undefined) {
  await tellRatesOf(Number(values.account), hours);
} else {
  const isFine: boolean[] = [];
  if (hours > 0) isFine.push(await soakRates(hours, values['at-once'] ? Number(values['at-once']) : undefined));
  if (days > 0) isFine.push(await soakEndurance(days));
  process.exitCode = isFine.every(Boolean) ? 0 : 1;
}
