// Which callers see the refusal of an MFA code that another process has used.
import { expect, test } from 'vitest';
import { createMfaRefusals } from '../../src/aws/sign-in/mfa-refusals.ts';

const refusal = new Error('MultiFactorAuthentication failed with invalid MFA one time pass code.');

function open(...codes: string[]) {
  const mfa = createMfaRefusals(async () => {
    const code = codes.shift();
    if (code === undefined) throw new Error('a code is needed');
    return code;
  });
  return { ...mfa, give: (code: string) => void codes.push(code) };
}

test('until there is another code, everybody is told that AWS refused the last one', async () => {
  const { code, failed, give } = open('000000');
  await expect(code('device')).resolves.toBe('000000');
  await expect(code('device')).rejects.toThrow('a code is needed');
  failed(refusal);
  await expect(code('device')).rejects.toBe(refusal);
  await expect(code('device')).rejects.toBe(refusal);
  give('654321');
  await expect(code('device')).resolves.toBe('654321');
  await expect(code('device')).rejects.toThrow('a code is needed');
});

test('another failure says nothing of the code, and one device nothing of another', async () => {
  const { code, failed } = open('000000', '111111');
  await code('device');
  failed(new Error('The socket hung up'));
  await expect(open().code('device')).rejects.toThrow('a code is needed');
  await code('other');
  failed(refusal);
  await expect(code('device')).rejects.toThrow('a code is needed');
  await expect(code('other')).rejects.toBe(refusal);
});
