// `:report` of the screen: the built program writes the file, and its sentence is the screen's.
import type { EventEmitter } from 'node:events';
import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { readCommand } from '../../src/app/command-line/command-line.ts';
import { readReport } from '../../src/app/references/report-command.ts';
import { createReportMaker } from '../../src/cli/dashboard/terminal/report-file.ts';
import { createRowShapes } from '../../src/engine/store/row-shapes.ts';
import { makeReport } from '../../src/runtime/make-report.ts';
import { openStore } from '../../src/store/file/open-store.ts';
import { createStoreWriter } from '../../src/store/write/store-writer.ts';
import { job, scope } from '../domain/attention/facts-of.ts';
import { builtProgram, newHome } from '../support/built-program.ts';

const now = Date.UTC(2025, 11, 3, 12);

function storeIn(home: string): string {
  const path = join(home, 'state/aws.sqlite');
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const { database, close } = openStore({ path, isNamed: true, isShared: false, notices: [] }, { now: () => now });
  const writer = createStoreWriter({ database, shapes: createRowShapes(() => now), now: () => now });
  const stored = { identity: 'AWS reader', accountId: scope.accountId, region: scope.region };
  const request = { resource: 'backup-jobs', scope: stored, params: '[]', requestedAt: now, scopeOf: () => stored };
  const response = writer.begin(request);
  response.page([job('shop', Date.UTC(2025, 10, 20, 5))]);
  response.whole();
  close();
  return path;
}

const requestOf = (text: string, replace = false) => {
  const request = readReport(text, replace);
  if (typeof request === 'string') throw new Error(request);
  return request;
};

test('the report is written, and never over another file by accident', async () => {
  const home = newHome();
  const store = storeIn(home);
  const children: EventEmitter[] = [];
  const add = (child: EventEmitter) => void children.push(child);
  const maker = createReportMaker({
    storePath: () => store,
    config: undefined,
    children: { add: add as never },
    program: [builtProgram()],
  });
  const report = (text: string, replace = false) =>
    makeReport({ type: 'makeReport', request: requestOf(text, replace), accounts: [scope.accountId] }, maker);
  const file = join(home, 'november.json');
  expect(await report(`2025-11 ${file}`)).toEqual([
    `Report of 2025-11 written; parts of the month are not known, and marked in the report: ${file}`,
    'warn',
  ]);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ month: '2025-11', resources: [{ name: 'shop' }] });
  expect(await report(`2025-11 ${file}`)).toEqual([`Not written: ${file} exists already: :report! replaces it`, 'bad']);
  expect((await report(`2025-11 ${file} --timezone Berlin`, true))[0]).toContain('Report of 2025-11 written');
  expect(JSON.parse(readFileSync(file, 'utf8')).timeZone).toBe('Europe/Berlin');
  expect(await report(`2999-01 ${file}`)).toEqual(['--month: 2999-01 has not begun.', 'bad']);
  // The screen ends them with itself.
  expect(children).toHaveLength(4);
});

test('the words after :report', () => {
  expect(requestOf(' 2025-11')).toEqual({ month: '2025-11', file: 'vaultop-report-2025-11.html', replace: false });
  expect(requestOf(' 2025-11 my file.csv --timezone Berlin', true)).toEqual({
    month: '2025-11',
    file: 'my file.csv',
    timezone: 'Berlin',
    replace: true,
  });
  for (const wrong of ['', '2025-13', 'november', '2025-11 x.pdf', '2025-11 x']) {
    expect(readCommand(`report ${wrong}`).problem).toMatch(/^Type :report 2026-10 FILE/);
  }
  expect(readCommand('report! 2025-11 a.md').event).toMatchObject({
    type: 'reportRequested',
    request: { replace: true },
  });
});
