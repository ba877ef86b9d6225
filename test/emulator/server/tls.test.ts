import { request } from 'node:https';
import { expect, test } from 'vitest';
import { selfSigned } from '../../support/self-signed.ts';
import { emulatorAt } from '../clients.ts';

test('serves https, to those who trust the certificate', async ({ skip }) => {
  const tls = selfSigned();
  if (tls === undefined) return skip('there is no openssl here');
  const { url } = await emulatorAt({ tls });
  expect(url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
  const authorization = 'AWS4-HMAC-SHA256 Credential=AKIDTEST/20260115/us-east-1/backup/aws4_request';
  const status = (ca?: string) =>
    new Promise((resolve, reject) => {
      const requested = request(`${url}/backup-vaults`, {
        headers: { authorization },
        agent: false,
        ...(ca ? { ca } : {}),
      });
      requested.once('response', (response) => resolve(response.resume().statusCode));
      requested.once('error', reject);
      requested.end();
    });
  expect(await status(tls.cert)).toBe(200);
  await expect(status()).rejects.toThrow(/self-signed|self signed/);
});
