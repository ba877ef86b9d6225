// `npm run soak [-- --hours 24 --days 8]`: the engine in simulated time, much longer than a test may take.
import { parseArgs } from 'node:util';
import { soakEndurance } from './endurance.ts';
import { soakRates } from './rates.ts';

const { values } = parseArgs({
  options: { hours: { type: 'string', default: '24' }, days: { type: 'string', default: '8' } },
});

const isFine: boolean[] = [];
if (Number(values.hours) > 0) isFine.push(await soakRates(Number(values.hours)));
if (Number(values.days) > 0) isFine.push(await soakEndurance(Number(values.days)));
process.exitCode = isFine.every(Boolean) ? 0 : 1;
