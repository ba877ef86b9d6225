// What completes the value of each flag. A flag that is not here takes free text.
import { severities } from '../../domain/attention/findings/severity.ts';
import { logLevels } from '../../lib/files/log-level.ts';
import { attentionSources } from '../../resources/derived/derived.ts';
import { besides, formats as checkFormats } from '../check/arguments.ts';
import { themesOf } from '../config/own-themes.ts';
import { snapshotFormats } from '../dashboard/arguments.ts';
import { bells } from '../dashboard/notify.ts';
import { doctorFormats } from '../doctor/arguments.ts';
import { formats as getFormats } from '../get/arguments.ts';
import { riskyKinds } from '../iam-policy/policy.ts';
import { estateSizes } from '../options/where.ts';
import { statusFormats } from '../status/arguments.ts';
import { waitFormats } from '../wait/arguments.ts';
import { jobKinds } from '../wait/find-job.ts';
import { pageFormats } from '../where/arguments.ts';
import type { CompletionSource } from './command-table.ts';

const ofAll: Readonly<Record<string, CompletionSource>> = {
  profile: 'profiles',
  region: 'regions',
  'queue-region': 'regions',
  context: 'contexts',
  account: 'accounts',
  'exclude-account': 'accounts',
  'ca-bundle': 'files',
  config: 'files',
  store: 'files',
  estate: estateSizes,
  'log-level': logLevels,
  sort: 'columns',
  columns: 'columns',
  view: 'views',
  bell: bells,
  theme: [...themesOf().keys()],
  vault: 'vaults',
  'vault-name': 'vaults',
  'in-vault': 'vaults',
  vaults: 'vaults',
  plan: 'plans',
  'plan-id': 'plans',
  kind: jobKinds,
  state: 'text',
};

/** By command; '' is the dashboard. */
const ofCommand: Readonly<Record<string, Readonly<Record<string, CompletionSource>>>> = {
  '': { output: snapshotFormats },
  check: { output: checkFormats, format: checkFormats, from: severities, with: besides, without: attentionSources },
  doctor: { output: doctorFormats, bundle: 'files' },
  emulate: { state: 'files', 'tls-cert': 'files', 'tls-key': 'files', account: 'text' },
  events: { print: ['script', 'central', 'member'] },
  get: { output: getFormats, totals: ['type', 'account', 'region', 'state', 'tag:'] },
  'iam-policy': { lists: 'lists', allow: riskyKinds },
  status: { output: statusFormats },
  wait: { output: waitFormats, format: waitFormats },
  where: { output: pageFormats },
  finding: { kind: 'text' },
};

export const valuesOfFlag = (command: string, flag: string): CompletionSource =>
  ofCommand[command]?.[flag] ?? ofAll[flag] ?? 'text';
