/** Where a row lives: one account in one Region, reached by one connection. */
export interface Scope {
  readonly accountId: string;
  readonly region: string;
  /** Which credentials reach it; '' is the ordinary credential chain. */
  readonly connection: string;
  /**
   * The question goes to all accounts of the organization, through `accountId`; a row that has it counts over all of them. Where
   * the Region is '', it goes to all Regions too: what a queue tells comes from anywhere.
   */
  readonly organization?: true;
}

/** Where the name of an account stands else. */
export const allAccounts = 'all accounts';

export const scopeKey = ({ connection, accountId, region, organization }: Scope): string =>
  `${connection}/${organization ? '*' : accountId}/${region}`;

/** The account and the Region alone: what lives there is the same, whichever connection reaches it. */
export const placeKey = ({ accountId, region }: Pick<Scope, 'accountId' | 'region'>): string =>
  `${accountId}/${region}`;

/** Where a row lives that came of a question: of one put to a whole organization, the row itself says. */
export function rowScope(asked: Scope, accountId: string | undefined): Scope {
  if (!asked.organization) return asked;
  const { connection, region } = asked;
  return { accountId: accountId ?? asked.accountId, region, connection };
}
