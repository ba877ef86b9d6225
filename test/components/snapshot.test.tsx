import { expect, test } from 'vitest';
import { renderSnapshot } from '../../components/screens/snapshot.tsx';
import { displayWidth } from '../../src/lib/text/text.ts';
import { denied, handRuntime, runningJob, smallWorld } from './fixtures.ts';

test('the overview as plain text', () => {
  const text = renderSnapshot(handRuntime({ ...smallWorld, failing: { 'eu-west-1': denied } }).view(), 120);
  expect(text).toMatchSnapshot();
  expect(text).not.toMatch(/\u001b/);
  for (const line of text.split('\n')) expect(displayWidth(line)).toBeLessThanOrEqual(120);
});

test('long tables are cut and counted', () => {
  const jobs = Array.from({ length: 25 }, (_, index) => runningJob(`j${index}`, 'us-east-1'));
  const text = renderSnapshot(handRuntime({ rows: { 'backup-jobs': jobs } }).view());
  expect(text).toContain('Running jobs: 25');
  expect(text).toContain('and 5 more');
});
