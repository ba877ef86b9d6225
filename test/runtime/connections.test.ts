// What a person is told of a way into AWS: that a program is waited for, that a code is wrong.
import { expect, test } from 'vitest';
import type { Aws, AwsProblem } from '../../src/aws/aws.ts';
import { mfaCodeNeeded, mfaCodeRefused, waitingForProgram } from '../../src/aws/sign-in/credential-texts.ts';
import { createConnections } from '../../src/engine/access/connections.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { type Asked, stubAws } from '../support/stub-aws.ts';

function open() {
  const requested: Asked[] = [];
  const clock = createFakeClock();
  const recovered: string[] = [];
  const stub = stubAws(requested);
  let tell = (_connection: string, _problem?: AwsProblem) => {};
  let isListening = true;
  const call: Aws['call'] = (scope, { service, operation, input }, { signal }) => {
    const response = stub.call(scope, { service, operation, input }, { signal });
    return isOut ? (new Promise(() => {}) as typeof response) : response;
  };
  let isOut = false;
  const connections = createConnections({
    clock,
    region: () => 'eu-west-1',
    changed() {},
    recovered: (id) => recovered.push(id),
    aws: {
      ...stub,
      call,
      onWaiting(told) {
        tell = told;
        return () => {
          isListening = false;
        };
      },
    },
  });
  const wait = (program: string) => tell(program, waitingForProgram({ profile: program }));
  return {
    requested,
    clock,
    connections,
    recovered,
    wait,
    over: (program: string) => tell(program),
    setOut: (value: boolean) => {
      isOut = value;
    },
    isListening: () => isListening,
    kinds: () => connections.states().map(({ id, problem }) => [id, problem?.kind]),
  };
}

test('the profile and the roles that are taken on with it say that they wait, the others do not', async () => {
  const { clock, connections, wait, over, setOut, kinds, recovered, isListening } = open();
  const role = 'arn:aws:iam::111122223333:role/Reader';
  connections.add({ id: 'own', profile: 'own' });
  connections.add({ id: role, roleArn: role, source: 'own' });
  connections.add({ id: 'other', profile: 'other' });
  await clock.advance(0);
  setOut(true);
  wait('own');
  expect(kinds()).toEqual([
    ['own', 'waiting-for-program'],
    [role, 'waiting-for-program'],
    ['other', undefined],
  ]);
  setOut(false);
  over('own');
  await clock.advance(0);
  expect(kinds().map(([, kind]) => kind)).toEqual([undefined, undefined, undefined]);
  // Their lists are requested at once, and not at their next interval.
  expect(recovered).toEqual(['own', role]);
  connections.stop();
  expect(isListening()).toBe(false);
});

test('a first sign-in does not wait for its next try when the program has answered', async () => {
  const { clock, connections, wait, over, setOut, kinds, requested } = open();
  setOut(true);
  connections.add({ id: 'own', profile: 'own' });
  await clock.advance(3_000);
  wait('own');
  setOut(false);
  const before = requested.length;
  over('own');
  await clock.advance(0);
  expect(requested).toHaveLength(before + 1);
  expect(kinds()).toEqual([['own', undefined]]);
  expect(connections.states()[0]?.identity?.accountId).toBe('111122223333');
});

test('a wrong code is told until there is another, whichever call was answered so, and in whatever order', async () => {
  const { clock, connections, setOut } = open();
  const role = 'arn:aws:iam::111122223333:role/Reader';
  connections.add({ id: role, roleArn: role });
  const told = () => connections.states()[0]?.problem?.message;
  setOut(true);
  connections.refused(role, mfaCodeNeeded('arn:aws:iam::111122223333:mfa/alex'));
  expect(told()).toMatch(/requires an MFA code/);
  // A list was the first to use it, while the identity was still being requested.
  connections.refused(role, mfaCodeRefused('AccessDenied'));
  expect(told()).toMatch(/refused this MFA code/);
  connections.refused(role, mfaCodeNeeded('arn:aws:iam::111122223333:mfa/alex'));
  expect(told()).toMatch(/refused this MFA code/);
  setOut(false);
  connections.askAgain();
  await clock.advance(0);
  expect(told()).toBeUndefined();
});
