import { expect, test } from 'vitest';
import { commandsOf } from '../../src/resources/action-commands.ts';

const scope = { accountId: '123456789012', region: 'eu-west-1', connection: '' };
const service = 'backup' as const;
const placeOf = ({ region }: { region: string }) => ({ region });

test('a command for each request, in order, and in the place of the request', () => {
  const requests = [
    { service, operation: 'CreateIt', input: { Name: 'a' } },
    { service, operation: 'StartIt', input: { Name: 'a' }, scope: { ...scope, region: 'us-east-1' } },
  ];
  expect(commandsOf(requests, scope, placeOf)).toEqual([
    'aws backup create-it --name a --region eu-west-1',
    'aws backup start-it --name a --region us-east-1',
  ]);
});

test.each(['fromAnswer', 'variable', 'request', 'member'])('a tag with the key %s is a tag', (key) => {
  const request = { service, operation: 'TagResource', input: { Tags: { [key]: '$(id)' } } };
  expect(commandsOf([request], scope, placeOf)).toEqual([
    `aws backup tag-resource --tags '{"${key}":"$(id)"}' --region eu-west-1`,
  ]);
});
