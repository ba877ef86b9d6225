import { createRandom, seedOf } from '../estate/random.ts';
import type { AccountName } from '../estate/spec.ts';
import { createJsonRpcService, type RequestHandler } from '../protocols/json-rpc-service.ts';
import type { Call, EmulatedService } from '../protocols/service.ts';
import { AwsError } from '../wire/aws-error.ts';
import { number, struct, text } from '../wire/own-schema.ts';
import { createPager } from '../wire/paging.ts';

interface PageInput {
  NextToken?: string;
  MaxResults?: number;
  AccountId?: string;
}

export const organizationId = ({ organization, seed }: Call['estate']) =>
  `o-${createRandom(seedOf(seed, 'organization', organization.management)).hex(10)}`;

/** An arbitrary time years ago, which the account id decides. */
const joinedLongAgo = (account: string) =>
  Date.UTC(2021, 0, 4) / 1000 + createRandom(seedOf('joined', account)).whole(0, 900) * 86_400;

function toAccount(call: Call, { account, name, joinedAt }: AccountName) {
  const { management } = call.estate.organization;
  return {
    Arn: `arn:aws:organizations::${management}:account/${organizationId(call.estate)}/${account}`,
    Email: `aws+${name}@example.com`,
    Id: account,
    JoinedMethod: account === management ? 'INVITED' : 'CREATED',
    JoinedTimestamp: joinedAt === undefined ? joinedLongAgo(account) : Math.floor(joinedAt / 1000),
    Name: name,
    State: 'ACTIVE',
    Status: 'ACTIVE',
  };
}

function onlyManagement({ account, estate }: Call): void {
  if (account === estate.organization.management) return;
  throw new AwsError('AccessDeniedException', "You don't have permissions to access this resource.");
}

const pageOf = createPager(20);

const handlers: Record<string, RequestHandler> = {
  ListAccounts: (input: PageInput, call) => {
    onlyManagement(call);
    const accounts = call.estate.organization.accounts.toSorted((a, b) => (a.account < b.account ? -1 : 1));
    const { items, nextToken } = pageOf(accounts, input, ({ account }) => account);
    return { Accounts: items.map((item) => toAccount(call, item)), NextToken: nextToken };
  },
  DescribeAccount: ({ AccountId }: PageInput, call) => {
    onlyManagement(call);
    const found = call.estate.organization.accounts.find(({ account }) => account === AccountId);
    if (found === undefined) {
      throw new AwsError('AccountNotFoundException', "You specified an account that doesn't exist.");
    }
    return { Account: toAccount(call, found) };
  },
  DescribeOrganization: (_input: object, call) => {
    const { organization } = call.estate;
    const { management, accounts } = organization;
    const Id = organizationId(call.estate);
    const head = accounts.find(({ account }) => account === management);
    return {
      Organization: {
        Arn: `arn:aws:organizations::${management}:organization/${Id}`,
        AvailablePolicyTypes: [],
        FeatureSet: 'ALL',
        Id,
        MasterAccountArn: `arn:aws:organizations::${management}:account/${Id}/${management}`,
        MasterAccountEmail: `aws+${head?.name}@example.com`,
        MasterAccountId: management,
      },
    };
  },
};

export const createOrganizationsService = (): EmulatedService =>
  createJsonRpcService({
    name: 'organizations',
    input: struct({ NextToken: text, MaxResults: number, AccountId: text }),
    target: 'AWSOrganizationsV20161128',
    version: '1.1',
    handlers,
  });
