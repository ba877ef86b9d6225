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
      z.describe(
        'Roles to assume, one ARN for each account; * as the account id: in each account of the organization.',
      ),
    ),
  externalId: z.optional(text('a text')).check(z.describe('External id that the trust policy of the roles requires.')),
  mfaSerial: z
    .optional(text('the ARN of a device'))
    .check(z.describe('MFA device for the roles; a profile has its own mfa_serial.')),
  accounts: z
    .optional(accountNames)
    .check(z.describe('Accounts in which a role with * is assumed: ids or names; * stands for anything.')),
  excludedAccounts: z
    .optional(accountNames)
    .check(z.describe('Accounts in which a role with * is not assumed: ids or names; * stands for anything.')),
  organization: z
    .optional(flag)
    .check(
      z.describe('true: lists the jobs of the whole organization, as far as the signed-in account is allowed to.'),
    ),
  regions: z
    .optional(z.union([z.literal('all'), z.array(region)], { error: 'all, or a list of Regions such as [eu-west-1]' }))
    .check(z.describe('Regions to watch; "all": those that the account has enabled.')),
  endpoint: z.optional(address).check(z.describe('Address to send requests to, instead of AWS.')),
  eventQueues: z
    .optional(z.array(text('the URL of a queue'), { error: 'a list of queue URLs' }))
    .check(z.describe('URLs of the SQS queues with live events.')),
  cadence: z
    .optional(z.partialRecord(cadenceNames, duration('no shorter than 5s', 5_000)))
    .check(z.describe('Interval of the requests for each kind of list, such as jobs: 30s.')),
  cloudwatch: z.optional(flag).check(z.describe('false: requests no CloudWatch metrics, which cost money.')),
  color: z
    .optional(color)
    .check(z.describe('Color of the name of the context in the header, such as red: a color of themes or #rrggbb.')),
  write: z
    .optional(z.union([z.boolean(), z.enum(['timed', 'never'])], { error: 'true, false, timed or never' }))
    .check(
      z.describe(
        'true: actions may change resources; timed: only after :write 30m, for that time; never: not even with --write.',
      ),
    ),
});

export const contexts = z
  .record(name, context)
  .check(z.describe('Named sets of accounts, Regions and options; --context NAME uses one.'));

export type ContextSettings = z.output<typeof context>;
