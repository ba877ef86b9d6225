import { partitionOf } from '../../domain/partition.ts';
import { checkedChoice, checkedRegion, type Options, parseOptions, UsageError } from '../options/options.ts';

export interface SetupArguments {
  readonly name: string;
  readonly accountId: string;
  /** The Region of the queue. */
  readonly region: string;
  /** Every Region whose events are sent. */
  readonly regions: readonly string[];
  readonly partition: string;
  readonly organizationId?: string;
  /** The organization's roots or units, for its stack set. */
  readonly units: readonly string[];
  readonly accounts: readonly string[];
  readonly apiCalls: boolean;
  readonly print: 'script' | 'central' | 'member';
}

export const setupOptions = {
  name: { type: 'string', default: 'vaultop-events' },
  account: { type: 'string' },
  'queue-region': { type: 'string' },
  region: { type: 'string', multiple: true },
  'org-id': { type: 'string' },
  'org-unit': { type: 'string', multiple: true },
  'from-account': { type: 'string', multiple: true },
  'no-api-calls': { type: 'boolean' },
  print: { type: 'string', default: 'script' },
} as const satisfies Options;

export function readSetupArguments(words: readonly string[]): SetupArguments {
  const values = parseOptions(words, setupOptions);
  const regions = [...new Set((values.region ?? []).flatMap((text) => text.split(',')).map(checkedRegion))];
  const region = values['queue-region'] ? checkedRegion(values['queue-region']) : regions[0];
  if (values.account === undefined) throw new UsageError('--account DIGITS is required: the account of the queue.');
  if (region === undefined)
    throw new UsageError('--region is required: the Regions that send events, such as eu-west-1,us-east-1.');
  const organizationId = values['org-id'];
  const units = values['org-unit'] ?? [];
  const accounts = (values['from-account'] ?? []).flatMap((text) => text.split(','));
  if (organizationId && accounts.length > 0)
    throw new UsageError('--org-id and --from-account cannot be used together.');
  if (organizationId && units.length === 0) {
    throw new UsageError('--org-id needs --org-unit: the root (r-…) or the units (ou-…) whose accounts send events.');
  }
  return {
    name: checkedForm('--name', values.name, /^[\w-]{1,64}$/, 'at most 64 letters, digits, - and _'),
    accountId: checkedAccount('--account', values.account),
    region,
    regions: regions.length > 0 ? regions : [region],
    partition: partitionOf(region),
    units: units.map((unit) => checkedForm('--org-unit', unit, /^(r|ou)-[a-z0-9-]+$/, 'a root or unit such as r-ab12')),
    accounts: accounts.map((account) => checkedAccount('--from-account', account)),
    apiCalls: !values['no-api-calls'],
    print: checkedChoice('--print', values.print, ['script', 'central', 'member']),
    ...(organizationId
      ? { organizationId: checkedForm('--org-id', organizationId, /^o-[a-z0-9]{10,32}$/, 'an id such as o-a1b2c3d4e5') }
      : {}),
  };
}

const checkedAccount = (flag: string, text: string): string => checkedForm(flag, text, /^\d{12}$/, '12 digits');

function checkedForm(flag: string, text: string, form: RegExp, wanted: string): string {
  if (form.test(text)) return text;
  throw new UsageError(`${flag} takes ${wanted}, not "${text}".`);
}
