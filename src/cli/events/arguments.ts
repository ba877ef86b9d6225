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
    name: checkedForm('--name', values.name, forms.name),
    accountId: checkedForm('--account', values.account, forms.account),
    region,
    regions: regions.length > 0 ? regions : [region],
    partition: partitionOf(region),
    units: units.map((unit) => checkedForm('--org-unit', unit, forms.unit)),
    accounts: accounts.map((account) => checkedForm('--from-account', account, forms.account)),
    apiCalls: !values['no-api-calls'],
    print: checkedChoice('--print', values.print, ['script', 'central', 'member']),
    ...(organizationId ? { organizationId: checkedForm('--org-id', organizationId, forms.organization) } : {}),
  };
}

interface TextForm {
  readonly pattern: RegExp;
  /** The pattern in words. */
  readonly wanted: string;
}

const forms = {
  name: { pattern: /^[\w-]{1,64}$/, wanted: 'at most 64 letters, digits, - and _' },
  account: { pattern: /^\d{12}$/, wanted: '12 digits' },
  unit: { pattern: /^(r|ou)-[a-z0-9-]+$/, wanted: 'a root or unit such as r-ab12' },
  organization: { pattern: /^o-[a-z0-9]{10,32}$/, wanted: 'an id such as o-a1b2c3d4e5' },
} as const satisfies Record<string, TextForm>;

function checkedForm(flag: string, text: string, { pattern, wanted }: TextForm): string {
  if (pattern.test(text)) return text;
  throw new UsageError(`${flag} takes ${wanted}, not "${text}".`);
}
