/** The location of a row: one account and Region, reached by one connection. */
export interface Scope {
  readonly accountId: string;
  readonly region: string;
  /** The credentials that reach the account; '' is the default credential chain. */
  readonly connection: string;
  /**
   * The request covers all accounts of the organization, through `accountId`; a row with this member counts over all
   * accounts. If the Region is '', the request covers all Regions, too: messages of a queue come from any Region.
   */
  readonly organization?: true;
  /**
   * ARN of another identity of this user: its rows are read from the store. Absent: the rows are those of the
   * connection.
   */
  readonly collectedAs?: string;
}

/** No profile is named like this. */
const collectedPrefix = 'collected as ';

/** In place of a connection: the rows of that identity are in the store, and it signs in nowhere. */
export const collectedConnection = (arn: string): string => `${collectedPrefix}${arn}`;

/** Nothing can be requested there with the credentials of this program. */
export const isCollectedScope = ({ connection }: Pick<Scope, 'connection'>): boolean =>
  connection.startsWith(collectedPrefix);

/** 'BackupMonitor' of an ARN: the role, or the user. */
export const collectorName = (arn: string): string => arn.split(/[/:]/).at(-1) ?? arn;

/** Text in place of the account's name. */
export const allAccounts = 'all accounts';

export const scopeKey = ({ connection, accountId, region, organization }: Scope): string =>
  `${connection}/${organization ? '*' : accountId}/${region}`;

/** The account and the Region alone: rows of one account-Region are the same through every connection. */
export const placeKey = ({ accountId, region }: Pick<Scope, 'accountId' | 'region'>): string =>
  `${accountId}/${region}`;

/** 'us-east-1 in production (123456789012)'. `names`: of accounts by id. */
export function placeText(
  { accountId, region }: Pick<Scope, 'accountId' | 'region'>,
  names: ReadonlyMap<string, string> = new Map(),
): string {
  const name = names.get(accountId);
  return `${region || 'unknown Region'} in ${name ? `${name} (${accountId})` : accountId || 'unknown account'}`;
}

/** The scope of a row in a response: for a request to a whole organization the row has its own account. */
export function rowScope(requested: Scope, accountId: string | undefined): Scope {
  if (!requested.organization) return requested;
  const { connection, region } = requested;
  return { accountId: accountId ?? requested.accountId, region, connection };
}
