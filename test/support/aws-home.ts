// A home directory with AWS's files, for the process of the test.
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface AwsHome {
  readonly path: string;
  writeConfig(text: string): Promise<void>;
  /** In the form that `aws sso login` writes. */
  writeSsoToken(session: string, expiresAt: Date): Promise<void>;
  setEnvironment(name: string, value: string): void;
  /** Restores the environment. */
  remove(): Promise<void>;
}

const ofAws = /^AWS_|^(HTTPS?|NO)_PROXY$|^(https?|no)_proxy$/;

export async function createAwsHome(): Promise<AwsHome> {
  const path = await mkdtemp(join(tmpdir(), 'vaultop-home-'));
  const before = { ...process.env };
  for (const name of Object.keys(process.env)) if (ofAws.test(name)) delete process.env[name];
  process.env.HOME = path;
  process.env.AWS_EC2_METADATA_DISABLED = 'true';
  await mkdir(join(path, '.aws', 'sso', 'cache'), { recursive: true });
  return {
    path,
    writeConfig: (text) => writeFile(join(path, '.aws', 'config'), text),
    writeSsoToken: (session, expiresAt) =>
      writeFile(
        join(path, '.aws', 'sso', 'cache', `${createHash('sha1').update(session).digest('hex')}.json`),
        JSON.stringify({ accessToken: `token until ${expiresAt.toISOString()}`, expiresAt: expiresAt.toISOString() }),
      ),
    setEnvironment(name, value) {
      process.env[name] = value;
    },
    async remove() {
      for (const name of Object.keys(process.env)) delete process.env[name];
      Object.assign(process.env, before);
      await rm(path, { recursive: true, force: true });
    },
  };
}
