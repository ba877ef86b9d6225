// `npm run soak [-- --hours 24 --days 8]`: the engine in simulated time, much longer than a test may take.
import { parseArgs } from 'node:util';
import { soakEndurance } from './endurance.ts';
import { soakRates } from './rates.ts';

const { values } = parseArgs({
  options: { hours: { type: 'string', default: '24' }, days: { type: 'string', default: '8' } },
});

const isFine = [await soakRates(Number(values.hours)), await soakEndurance(Number(values.days))].every(Boolean);
process.exitCode = isFine ? 0 : 1;
