// Named places: credentials, Regions, intervals, and write access.
import * as z from 'zod/mini';
import { cadences } from '../../config/polling.ts';
import { duration, name, region, text } from './shapes.ts';
import { color } from './themes.ts';

const roleArn = z.string({ error: 'the ARN of a role' }).check(
  z.regex(/^arn:[\w-]+:iam::[\w*]+:role\/.+$/, {
    error: 'a role such as arn:aws:iam::123456789012:role/BackupReader',
  }),
);

const address = z.string({ error: 'an address such as http://127.0.0.1:4510' }).check(
  z.refine((written) => URL.canParse(written) && /^https?:\/\/[^@]+$/.test(written), {
    error: 'an address such as http://127.0.0.1:4510, without a password in it',
  }),
);

const accountNames = z.array(text('the id or the name of an account'), { error: 'a list of accounts' });

const flag = z.boolean({ error: 'true or false' });

const cadenceNames = z.enum(Object.keys(cadences) as [keyof typeof cadences, ...(keyof typeof cadences)[]]);

const context = z.strictObject({
  profiles: z
    .optional(z.array(text('the name of a profile'), { error: 'a list of profiles' }))
    .check(z.describe('Profiles of ~/.aws/config whose credentials are used.')),
  roles: z
    .optional(z.array(roleArn, { error: 'a list of roles' }))
    .check(
      z.describe('Roles to take on, one ARN for each account; with * for the account, in each of the organization.'),
    ),
  externalId: z.optional(text('a text')).check(z.describe("What the roles' trust asks for.")),
  mfaSerial: z
    .optional(text('the ARN of a device'))
    .check(z.describe('The device whose code the roles ask for; a profile has an mfa_serial of its own.')),
  accounts: z
    .optional(accountNames)
    .check(z.describe('Only in these accounts a role with * is taken on: ids or names, * in them.')),
  excludedAccounts: z.optional(accountNames).check(z.describe('And not in these: ids or names, * in them.')),
  organization: z
    .optional(flag)
    .check(z.describe('true asks for the jobs of the whole organization, as the account that signs in may.')),
  regions: z
    .optional(z.union([z.literal('all'), z.array(region)], { error: 'all, or a list of Regions such as [eu-west-1]' }))
    .check(z.describe('Regions to watch; "all" are those that the account has enabled.')),
  endpoint: z.optional(address).check(z.describe('Ask this address instead of AWS.')),
  eventQueues: z
    .optional(z.array(text('the URL of a queue'), { error: 'a list of queue URLs' }))
    .check(z.describe('URLs of the SQS queues that live events are taken from.')),
  cadence: z
    .optional(z.partialRecord(cadenceNames, duration('no shorter than 5s', 5_000)))
    .check(z.describe('How often each kind of thing is asked for, such as jobs: 30s.')),
  cloudwatch: z.optional(flag).check(z.describe('false asks for no metrics: they cost money.')),
  color: z
    .optional(color)
    .check(z.describe('The color of its name in the header, such as red: a color of themes or #rrggbb.')),
  write: z
    .optional(z.union([z.boolean(), z.enum(['timed', 'never'])], { error: 'true, false, timed or never' }))
    .check(
      z.describe(
        'true lets actions change something, timed only after :write 30m and for so long; never: no flag or file may.',
      ),
    ),
});

export const contexts = z.record(name, context).check(z.describe('Named places to look at; --context NAME picks one.'));

export type ContextSettings = z.output<typeof context>;
