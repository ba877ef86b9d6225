// The alert rules and the dashboard that are shipped: every name in them is one that the program exports.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { metricNames } from '../../../src/cli/metrics/metric-family.ts';
import { listIds } from '../../../src/resources/resource-id.ts';

const folder = resolve(import.meta.dirname, '../../../config/monitoring');
const families = new Map(Object.values(metricNames).map((family) => [family.name, family] as const));
const texts = ['vaultop-alerts.json', 'vaultop-dashboard.json'].map((file) => readFileSync(join(folder, file), 'utf8'));

test.each(texts)('names only metrics and labels that there are', (text) => {
  const names = new Set(text.match(/\bvaultop_\w+/g));
  expect([...names].filter((name) => !families.has(name))).toEqual([]);
  expect(names.size).toBeGreaterThan(5);
  const labels = new Set([...families.values()].flatMap(({ labels: all }) => all));
  const used = [
    ...[...text.matchAll(/\$labels\.(\w+)/g)].map(([, name]) => name),
    ...[...text.matchAll(/[{,](\w+)=~?\\"/g)].map(([, name]) => name),
    ...[...text.matchAll(/by \(([^)]*)\)/g)].flatMap(([, list = '']) => list.split(', ')),
  ];
  expect(used.filter((name) => !labels.has(name ?? ''))).toEqual([]);
  expect(used.length).toBeGreaterThan(5);
  const commands = [...text.matchAll(/vaultop get ([\w-]+)/g)].map(([, name = '']) => name);
  expect(commands.filter((name) => !listIds.some((id) => id === name))).toEqual([]);
});
