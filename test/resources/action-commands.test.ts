import { expect, test } from 'vitest';
import { FromAnswer } from '../../src/resources/action.ts';
import { commandsOf, filledIn } from '../../src/resources/action-commands.ts';

const scope = { accountId: '123456789012', region: 'eu-west-1', connection: '' };
const service = 'backup' as const;
const placeOf = ({ region }: { region: string }) => ({ region });

test('a later command takes what an earlier one printed', () => {
  const requests = [
    { service, operation: 'CreateIt', input: { Name: 'a' } },
    { service, operation: 'StartIt', input: { PlanId: new FromAnswer(0, 'PlanId') } },
  ];
  expect(commandsOf(requests, scope, placeOf)).toEqual([
    'PLAN_ID=$(aws backup create-it --name a --region eu-west-1 --query PlanId --output text)',
    'aws backup start-it --plan-id="$PLAN_ID" --region eu-west-1',
  ]);
  expect(filledIn(requests[1] ?? { service, operation: '', input: {} }, [{ PlanId: 'p-1' }])).toEqual({
    PlanId: 'p-1',
  });
});

test.each(['fromAnswer', 'variable', 'request', 'member'])('a tag with the key %s is a tag', (key) => {
  const request = { service, operation: 'TagResource', input: { Tags: { [key]: '$(id)' } } };
  expect(commandsOf([request], scope, placeOf)).toEqual([
    `aws backup tag-resource --tags '{"${key}":"$(id)"}' --region eu-west-1`,
  ]);
  expect(filledIn(request, [])).toEqual(request.input);
});
