// The script that installs the executable without root, on a release of a file that only prints its version.
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const script = resolve(import.meta.dirname, '../../config/packaging/install.sh');
const processor = process.arch === 'arm64' ? 'arm64' : 'x64';
const archive = `vaultop-0.2.0-linux-${processor}`;
const hasCurl = !spawnSync('curl', ['--version']).error;

describe.skipIf(process.platform !== 'linux' || !hasCurl)('install.sh', () => {
  let folder = '';
  const published = () => join(folder, 'releases/download/v0.2.0');

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'vaultop-install-'));
    mkdirSync(join(folder, archive));
    writeFileSync(join(folder, archive, 'vaultop'), '#!/bin/sh\necho 0.2.0\n', { mode: 0o755 });
    mkdirSync(published(), { recursive: true });
    execFileSync('tar', ['-C', folder, '-czf', join(published(), `${archive}.tar.gz`), archive]);
    const sum = createHash('sha256')
      .update(readFileSync(join(published(), `${archive}.tar.gz`)))
      .digest('hex');
    writeFileSync(join(published(), 'SHA256SUMS'), `${'0'.repeat(64)}  vaultop-0.2.0.tgz\n${sum}  ${archive}.tar.gz\n`);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const install = (version = '0.2.0') => {
    const env = {
      PATH: process.env.PATH ?? '',
      HOME: join(folder, 'home'),
      TMPDIR: folder,
      VAULTOP_VERSION: version,
      VAULTOP_FROM: `file://${folder}/releases`,
    };
    return spawnSync('sh', [script], { encoding: 'utf8', env });
  };
  const program = () => join(folder, 'home/.local/bin/vaultop');

  test('installs what the checksum names', () => {
    const { status, stdout, stderr } = install();
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toBe(`Installed 0.2.0 as ${program()}\nNext: add ${join(folder, 'home/.local/bin')} to PATH\n`);
    expect(execFileSync(program(), { encoding: 'utf8' })).toBe('0.2.0\n');
  });

  test('installs nothing that differs from it', () => {
    writeFileSync(join(published(), `${archive}.tar.gz`), 'something else');
    const { status, stderr } = install();
    expect(status).toBe(1);
    expect(stderr).toBe(`vaultop: ${archive}.tar.gz is not what SHA256SUMS says: nothing was installed\n`);
    expect(existsSync(program())).toBe(false);
  });

  test('says what could not be downloaded', () => {
    const { status, stderr } = install('0.9.0');
    expect(status).toBe(1);
    expect(stderr).toContain(`vaultop: could not download file://${folder}/releases/download/v0.9.0/SHA256SUMS\n`);
  });
});
