import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { emulatorAt } from './clients.ts';

/** Undefined where this machine has no openssl to make one. */
function selfSigned(): { cert: string; key: string } | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'vaultop-tls-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  const words = 'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost';
  try {
    const more = ['-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', key, '-out', cert];
    execFileSync('openssl', [...words.split(' '), ...more], { stdio: 'ignore' });
  } catch {
    return undefined;
  }
  return { cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8') };
}

test('serves https, to those who trust the certificate', async ({ skip }) => {
  const tls = selfSigned();
  if (tls === undefined) return skip('there is no openssl here');
  const { url } = await emulatorAt({ tls });
  expect(url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
  const authorization = 'AWS4-HMAC-SHA256 Credential=AKIDTEST/20260115/us-east-1/backup/aws4_request';
  const status = (ca?: string) =>
    new Promise((resolve, reject) => {
      const asked = request(`${url}/backup-vaults`, {
        headers: { authorization },
        agent: false,
        ...(ca ? { ca } : {}),
      });
      asked.once('response', (response) => resolve(response.resume().statusCode));
      asked.once('error', reject);
      asked.end();
    });
  expect(await status(tls.cert)).toBe(200);
  await expect(status()).rejects.toThrow(/self-signed|self signed/);
});
