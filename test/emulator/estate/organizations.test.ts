import { expect, test } from 'vitest';
import { emulatorAt } from '../clients.ts';
import { callsOf } from '../wire-calls.ts';

test('lists the accounts of the organization, page after page', async () => {
  const { organizations } = callsOf(await emulatorAt({ estate: 'medium' }));
  const accounts = [];
  let NextToken: string | undefined;
  do {
    const { output } = await organizations('ListAccounts', { MaxResults: 2, ...(NextToken && { NextToken }) });
    accounts.push(...output.Accounts);
    NextToken = output.NextToken;
  } while (NextToken);
  expect(accounts.length).toBeGreaterThan(2);
  expect(new Set(accounts.map(({ Id }) => Id)).size).toBe(accounts.length);
  expect(accounts.every(({ Status, JoinedTimestamp }) => Status === 'ACTIVE' && JoinedTimestamp > 1e9)).toBe(true);
});

test('describes the organization and one account', async () => {
  const { organizations } = callsOf(await emulatorAt());
  const { output } = await organizations('DescribeOrganization');
  expect(output.Organization).toMatchObject({
    MasterAccountId: '123456789012',
    Id: expect.stringMatching(/^o-\w{10}$/),
  });
  const { output: one } = await organizations('DescribeAccount', { AccountId: '123456789012' });
  expect(one.Account).toMatchObject({ Id: '123456789012', Name: 'acme-prod' });
  const missing = await organizations('DescribeAccount', { AccountId: '999999999999' });
  expect([missing.status, missing.output.__type]).toEqual([400, 'AccountNotFoundException']);
});
