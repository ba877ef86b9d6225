import { expect, test } from 'vitest';
import { createMfaCodes } from '../../src/cli/mfa-codes.ts';

const serial = 'arn:aws:iam::111122223333:mfa/alice';

test('before the screen opens the terminal is asked', async () => {
  const requests: string[] = [];
  const codes = createMfaCodes(async (request) => {
    requests.push(request);
    return ' 123456 ';
  });
  expect(await codes.code(serial)).toBe('123456');
  expect(requests).toEqual([`MFA code for ${serial}: `]);
});

test('on the screen a code is typed behind :mfa, and good once', async () => {
  const codes = createMfaCodes(async () => 'nobody may be asked');
  codes.screenOpens();
  const needed = { problem: { kind: 'no-credentials', nextStep: expect.stringContaining(':mfa') } };
  await expect(codes.code(serial)).rejects.toMatchObject(needed);
  codes.give('654321');
  expect(await codes.code(serial)).toBe('654321');
  await expect(codes.code(serial)).rejects.toMatchObject(needed);
});

test('without a terminal nobody is asked', async () => {
  await expect(createMfaCodes(undefined).code(serial)).rejects.toThrow('MFA code');
});
