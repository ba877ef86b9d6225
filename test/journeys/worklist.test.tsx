// The attention list is worked off: a finding is acknowledged until it grows, another is muted until a date.
import { afterEach, expect, test } from 'vitest';
import { defaultSettings } from '../../src/app/state/settings.ts';
import { acknowledgementOf } from '../../src/domain/attention/findings/acknowledgement.ts';
import type { LineRow } from '../../src/domain/attention/findings/line-row.ts';
import type { Mute } from '../../src/domain/attention/settings.ts';
import { noSettings } from '../../src/domain/attention/settings.ts';
import { systemClock } from '../../src/lib/clock.ts';
import type { MuteKeeper } from '../../src/runtime/attention/decide.ts';
import { cursorLine, type Dashboard, keys, noon, openDashboard } from '../support/dashboard.tsx';
import { inSuccession, openMemoryStore } from '../support/memory-store.ts';

let dashboard: Dashboard | undefined;
afterEach(() => dashboard?.close());

const hour = 3_600_000;
const subjectOf = (screen: string) => cursorLine(screen).trim().split(/ {2,}/)[1] ?? '';
/** The list shows the finding; its text below the list may be older. */
const lists = (screen: string, subject: string) =>
  screen.split('\n').some((line) => /^[› ][✖▲◆] /.test(line) && line.includes(subject));

test('acknowledged and lifted, muted until a date that passes', { timeout: 60_000 }, async () => {
  let time = noon;
  let mutes: readonly Mute[] = [];
  const apply = () => dashboard?.runtime.configure({ settings: defaultSettings, attention: { ...noSettings, mutes } });
  const keeper: MuteKeeper = {
    async add(more) {
      mutes = [...mutes, ...more];
      apply();
      return 'config.yaml';
    },
    async remove(some) {
      mutes = mutes.filter((one) => !some.includes(one));
      apply();
      return 'config.yaml';
    },
  };
  const store = inSuccession(openMemoryStore(() => time, systemClock));
  const options = { regions: ['ap-southeast-2'], columns: 80, rows: 24, unhurried: true, hurry: 20 };
  dashboard = await openDashboard({ ...options, store, mutes: keeper, time: () => time });
  const { see, press, screen } = dashboard;
  await press(':', ...'attention', keys.return);
  const listed = await see((screen) => /Next: /.test(screen) && subjectOf(screen) !== '');
  const subject = subjectOf(listed);

  await press('a');
  await see(/acknowledge until it gets worse/);
  const above = screen()
    .split('\n')
    .filter((one) => /│ .* │/.test(one));
  const first = above.findIndex((one) => /acknowledge until/.test(one)) - above.findIndex((one) => one.includes('│ ›'));
  await press(...Array.from({ length: first }, () => keys.down), keys.return);
  await see(/Effects/);
  await press(keys.return);
  await see((screen) => /1 acknowledged/.test(screen) && !lists(screen, subject));

  await press(':', ...'mutes', keys.return);
  const line = cursorLine(await see(/it gets worse/));
  expect(line).toContain(subject);
  expect(line).toContain('ana');
  await press('a', keys.return);
  await see(/Effects/);
  await press(keys.return);
  await see(/no mutes and acknowledgements/);
  await press(keys.escape);
  await see((screen) => lists(screen, subject));

  await press('a');
  await see(/mute until a date/);
  const offers = screen()
    .split('\n')
    .filter((one) => /│ .* │/.test(one));
  const steps =
    offers.findIndex((one) => /mute until a date/.test(one)) - offers.findIndex((one) => one.includes('│ ›'));
  await press(...Array.from({ length: steps }, () => keys.down), keys.return);
  await see(/why nothing has to be done/);
  await press(...'known', keys.down, ...'2026-01-16', '\u0013');
  await see(/\+ reason: known/);
  await press('y');
  await see((screen) => /1 muted/.test(screen) && !lists(screen, subject));
  expect(mutes).toEqual([expect.objectContaining({ reason: 'known', by: 'ana', at: noon })]);
  time = noon + 13 * hour;
  await see((screen) => lists(screen, subject));
});

test('an acknowledged finding that has grown is listed again, and another program sees both', async () => {
  const store = inSuccession(openMemoryStore(() => noon, systemClock));
  dashboard = await openDashboard({ regions: ['eu-west-1'], columns: 80, rows: 24, unhurried: true, store });
  const { see, press, runtime } = dashboard;
  await press(':', ...'attention', keys.return);
  await see(/eu-evidence/);
  const { data } = runtime.view();
  const row = data.attention.rows(data).find(({ subject }) => subject === 'eu-evidence') as LineRow & { count: number };
  const seen = acknowledgementOf(row, noon, 'ben');
  await store.acknowledgements?.add([seen]);
  await see((screen) => /1 acknowledged/.test(screen) && !lists(screen, 'eu-evidence'));
  const [finding] = seen.findings;
  if (!finding) throw new Error('It has no finding.');
  // As if one more had come since.
  await store.acknowledgements?.add([{ ...seen, findings: [{ ...finding, count: row.count - 1 }] }]);
  await see((screen) => lists(screen, 'eu-evidence') && !/acknowledged/.test(screen));
});

test('the remedy of a finding opens filled in, and its call is the one of its own list', async () => {
  const place = { regions: ['eu-west-1'], columns: 80, rows: 24, unhurried: true };
  dashboard = await openDashboard({ ...place, write: true });
  const { see, press, emulator } = dashboard;
  await press(':', ...'attention', keys.return);
  await see(/eu-scratch/);
  await press('/', ...'eu-scratch', keys.return);
  await see((screen) => subjectOf(screen) === 'eu-scratch');
  await press('a');
  await see(/│ ›.*start a backup/);
  await press(keys.return);
  await see(/Vault/);
  await press(...'eu-');
  await see(/tab takes the first suggestion/);
  await press(keys.tab, '\u0013');
  await see(/start-backup-job/);
  await press(...'eu-evidence', keys.return);
  await see(/Backup job started/);
  expect(emulator.calls.filter(({ operation }) => operation === 'StartBackupJob')).toHaveLength(1);
});
