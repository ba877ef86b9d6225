// `npm run bench [-- SUBJECT …]`: measures, and prints each figure beside its target. A new subject is a new file in
// subjects/; its name is the name of the file.
import { readdirSync } from 'node:fs';
import { cpus } from 'node:os';
import type { Figure, Subject } from './subject.ts';

const folder = new URL('subjects/', import.meta.url);
const known = readdirSync(folder)
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.replace(/\.ts$/, ''))
  .sort();

const requested = process.argv.slice(2);
const strange = requested.find((name) => !known.includes(name));
if (strange !== undefined) {
  process.stderr.write(`There is no subject "${strange}" to measure; there are ${known.join(', ')}.\n`);
  process.exit(2);
}

const [cpu] = cpus();
process.stdout.write(`Node ${process.version}, ${cpus().length} x ${cpu?.model ?? 'unknown processor'}\n`);
let missed = 0;
for (const name of requested.length > 0 ? requested : known) {
  const { subject } = (await import(new URL(`${name}.ts`, folder).href)) as { subject: Subject };
  process.stdout.write(`\n${name}: ${subject.about}\n`);
  await subject.run((figure) => {
    if (figure.met === false) missed += 1;
    process.stdout.write(`${formatFigure(figure)}\n`);
  });
}
process.stdout.write(`\n${missed === 0 ? 'No target was missed.' : `Targets missed: ${missed}.`}\n`);

function formatFigure({ what, value, target = '', met }: Figure): string {
  const verdict = met === undefined ? '' : met ? 'met' : 'MISSED';
  return `  ${what.padEnd(56)} ${value.padStart(20)}  ${target.padEnd(12)} ${verdict}`.trimEnd();
}
