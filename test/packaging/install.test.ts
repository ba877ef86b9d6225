// The script that installs the executable without root, on a release of a file that only prints its version.
import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';

const script = resolve(import.meta.dirname, '../../config/packaging/install.sh');
const processor = process.arch === 'arm64' ? 'arm64' : 'x64';
const archive = `vaultop-0.2.0-linux-${processor}`;
/** All that the script may call, besides what the shell brings. */
const needed = ['cp', 'getconf', 'gzip', 'mkdir', 'mktemp', 'mv', 'rm', 'sed', 'sha256sum', 'tar', 'uname'];

const lookUp = `for name in ${[...needed, 'curl', 'wget'].join(' ')}; do command -v $name; done`;
const { stdout: found } = spawnSync('sh', ['-c', lookUp], { encoding: 'utf8' });
const paths = new Map(found.split('\n').map((path) => [basename(path), path]));
const downloaders = ['curl', 'wget'].filter((name) => paths.has(name));
const isGlibc = spawnSync('getconf', ['GNU_LIBC_VERSION'], { encoding: 'utf8' }).stdout?.startsWith('glibc') ?? false;

/** The packed release of a program, which is a script here. */
function pack(program: string): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'vaultop-archive-'));
  try {
    mkdirSync(join(folder, archive));
    writeFileSync(join(folder, archive, 'vaultop'), program, { mode: 0o755 });
    return execFileSync('tar', ['-C', folder, '-czf', '-', archive]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe.skipIf(process.platform !== 'linux' || !isGlibc || downloaders.length === 0)('install.sh', () => {
  let folder = '';
  let release: Buffer;
  let server: Server;
  let url = '';
  let files: Record<string, Buffer | ((response: ServerResponse) => void)>;
  let environment: Record<string, string>;
  const asked: string[] = [];

  beforeAll(() => {
    release = pack('#!/bin/sh\necho 0.2.0\n');
  });
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'vaultop-install-'));
    mkdirSync(join(folder, 'tmp'));
    mkdirSync(join(folder, 'tools'));
    for (const name of [...needed, ...downloaders]) symlinkSync(paths.get(name) ?? '', join(folder, 'tools', name));
    server = createServer(answer).listen(0, '127.0.0.1');
    await new Promise((listening) => server.once('listening', listening));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    environment = {
      PATH: join(folder, 'tools'),
      HOME: join(folder, 'home'),
      TMPDIR: join(folder, 'tmp'),
      VAULTOP_VERSION: '0.2.0',
      VAULTOP_FROM: url,
    };
    files = {};
    asked.length = 0;
    publish(release);
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  function answer({ url: path = '' }: IncomingMessage, response: ServerResponse): void {
    asked.push(path);
    const file = files[path];
    if (typeof file === 'function') file(response);
    else response.writeHead(file ? 200 : 404).end(file ?? '<html>not found</html>');
  }

  /** Puts an archive into the release of the version and the newest one. */
  function publish(content: Buffer): void {
    const sum = createHash('sha256').update(content).digest('hex');
    const sums = Buffer.from(`${'0'.repeat(64)}  vaultop-0.2.0.tgz\n${sum}  ${archive}.tar.gz\n`);
    for (const place of ['/download/v0.2.0', '/latest/download'])
      Object.assign(files, { [`${place}/SHA256SUMS`]: sums, [`${place}/${archive}.tar.gz`]: content });
  }
  const archivePath = `/download/v0.2.0/${archive}.tar.gz`;
  const sumsPath = '/download/v0.2.0/SHA256SUMS';

  const tool = (name: string, text: string) => {
    rmSync(join(folder, 'tools', name), { force: true });
    writeFileSync(join(folder, 'tools', name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  };
  const without = (...names: string[]) => {
    for (const name of names) rmSync(join(folder, 'tools', name), { force: true });
  };

  const run = (env = environment) =>
    new Promise<{ code: number; stdout: string; stderr: string }>((done) => {
      execFile('/bin/sh', [script], { encoding: 'utf8', env }, (error, stdout, stderr) =>
        done({ code: error ? Number(error.code) : 0, stdout, stderr }),
      );
    });
  const bin = () => join(folder, 'home/.local/bin');
  const program = () => join(bin(), 'vaultop');
  const before = 'what was installed before';
  const last = (text: string) => text.trimEnd().split('\n').at(-1);

  /** One clear sentence, exit code 1, what was installed before is still there, and no file is left behind. */
  async function refuses(sentence: string | RegExp): Promise<void> {
    mkdirSync(bin(), { recursive: true });
    writeFileSync(program(), before, { mode: 0o755 });
    const { code, stdout, stderr } = await run();
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(last(stderr)).toMatch(sentence);
    expect(stderr).not.toMatch(/not found$|unbound|parameter not set/m);
    expect(readFileSync(program(), 'utf8')).toBe(before);
    expect(readdirSync(bin())).toEqual(['vaultop']);
    expect(readdirSync(join(folder, 'tmp'))).toEqual([]);
  }

  describe.each(downloaders)('with %s', (downloader) => {
    beforeEach(() => without(...downloaders.filter((name) => name !== downloader)));

    test('installs what the checksum names, and leaves nothing else behind', async () => {
      const { code, stdout, stderr } = await run();
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toBe(`Installed 0.2.0 as ${program()}\nNext: add ${bin()} to PATH\n`);
      expect(execFileSync(program(), { encoding: 'utf8' })).toBe('0.2.0\n');
      expect([readdirSync(bin()), readdirSync(join(folder, 'tmp'))]).toEqual([['vaultop'], []]);
    });

    test('says what is not there', async () => {
      environment.VAULTOP_VERSION = '0.9.0';
      await refuses(/^vaultop: could not download http:\S+\/download\/v0\.9\.0\/SHA256SUMS: nothing was installed$/);
    });

    test('installs nothing of a download that breaks off', async () => {
      files[archivePath] = (response) => {
        response.writeHead(200, { 'content-length': '1000000' });
        response.write('the begin', () => response.destroy());
      };
      await refuses(/^vaultop: could not download \S+\.tar\.gz: nothing was installed$/);
    }, 60_000);

    test('installs nothing that a server does not answer', async () => {
      environment.VAULTOP_FROM = 'http://127.0.0.1:1';
      await refuses(/^vaultop: could not download http:\/\/127\.0\.0\.1:1\/download/);
    });
  });

  test('replaces what was installed before, also a link, and says nothing of PATH where it is there', async () => {
    mkdirSync(bin(), { recursive: true });
    writeFileSync(join(folder, 'elsewhere'), 'the target of a link');
    symlinkSync(join(folder, 'elsewhere'), program());
    environment.PATH = `${environment.PATH}:${bin()}`;
    const { code, stdout } = await run();
    expect({ code, stdout }).toEqual({ code: 0, stdout: `Installed 0.2.0 as ${program()}\n` });
    expect(readFileSync(program(), 'utf8')).toContain('echo 0.2.0');
    expect(readFileSync(join(folder, 'elsewhere'), 'utf8')).toBe('the target of a link');
  });

  test('takes the newest version, or one with a v, and another folder', async () => {
    const { VAULTOP_VERSION: _, ...newest } = environment;
    expect(await run({ ...newest, VAULTOP_BIN: join(folder, 'a b') })).toMatchObject({ code: 0 });
    expect(asked).toEqual(['/latest/download/SHA256SUMS', `/latest/download/${archive}.tar.gz`]);
    expect(existsSync(join(folder, 'a b/vaultop'))).toBe(true);
    expect(await run({ ...environment, VAULTOP_VERSION: 'v0.2.0' })).toMatchObject({ code: 0 });
  });

  test('installs nothing that differs from the checksum', async () => {
    files[archivePath] = Buffer.from('something else');
    await refuses(`vaultop: ${archive}.tar.gz is not what SHA256SUMS says: nothing was installed`);
  });

  test.each([
    ['a page of a portal', '<html>Sign in</html>'],
    ['nothing', ''],
    ['half of it', `${'0'.repeat(64)}  vaultop-0.2.0.tgz\n${'0'.repeat(40)}`],
    ['another processor', `${'0'.repeat(64)}  vaultop-0.2.0-linux-riscv64.tar.gz\n`],
    ['a path', `${'0'.repeat(64)}  ../../vaultop-0.2.0-linux-${processor}.tar.gz\n`],
  ])('a list of checksums that is %s names nothing to install', async (_, text) => {
    files[sumsPath] = Buffer.from(text);
    await refuses(/SHA256SUMS names no executable for linux-\S+: nothing was installed$/);
    expect(asked).toEqual([sumsPath]);
  });

  test('a list of checksums that names two is refused', async () => {
    const line = `${'0'.repeat(64)}  ${archive}.tar.gz\n`;
    files[sumsPath] = Buffer.from(line + line);
    await refuses(/names several executables/);
  });

  test('an archive without the program, and a program that does not start, are not installed', async () => {
    publish(pack('#!/bin/sh\necho "libstdc++.so.6: cannot open shared object file" >&2\nexit 127\n'));
    await refuses(`vaultop: ${archive}.tar.gz does not start on this system: nothing was installed`);
    publish(Buffer.from('no archive'));
    await refuses(/^vaultop: could not unpack/);
  });

  test.each([
    ['Darwin', 'arm64', /no executable for Darwin: install the npm package of .*Node 22\.21/],
    ['FreeBSD', 'amd64', /no executable for FreeBSD/],
    ['Linux', 'riscv64', /no executable for riscv64, only for x86_64 and aarch64: install the npm package/],
    ['Linux', 'armv7l', /no executable for armv7l/],
  ])('says that there is none for %s on %s', async (system, machine, sentence) => {
    tool('uname', `[ "$1" = -s ] && echo ${system} || echo ${machine}`);
    await refuses(sentence);
    expect(asked).toEqual([]);
  });

  test.each([
    ['Alpine', 'echo "getconf: GNU_LIBC_VERSION: unknown variable" >&2; exit 1', /another C library, as Alpine has/],
    ['a system with another library', 'echo undefined', /another C library/],
    ['Amazon Linux 2', 'echo "glibc 2.26"', /needs glibc 2\.28, and this system has glibc 2\.26$/],
  ])('says that %s cannot run it', async (_, text, sentence) => {
    tool('getconf', text);
    await refuses(sentence);
    expect(asked).toEqual([]);
  });

  test.each([
    [['curl', 'wget'], /^vaultop: curl or wget is needed, and neither is installed here$/],
    [['sha256sum'], /^vaultop: sha256sum is needed, and not installed here$/],
    [['gzip'], /^vaultop: gzip is needed/],
  ])('says what of %j is missing', async (names, sentence) => {
    without(...names);
    await refuses(sentence);
  });

  test('says where it cannot write', async () => {
    writeFileSync(join(folder, 'a-file'), '');
    environment.VAULTOP_BIN = join(folder, 'a-file/bin');
    await refuses(/^vaultop: could not make the folder \S+a-file\/bin: VAULTOP_BIN names another one$/);
    // Read-only for everybody.
    environment.VAULTOP_BIN = '/proc/self';
    await refuses(/^vaultop: could not write (into )?\/proc\/self/);
    mkdirSync(join(folder, 'taken/vaultop'), { recursive: true });
    environment.VAULTOP_BIN = join(folder, 'taken');
    await refuses(/taken\/vaultop is a folder: VAULTOP_BIN names another place$/);
    environment.VAULTOP_VERSION = '../../evil';
    await refuses(/^vaultop: VAULTOP_VERSION is a version such as 0\.2\.0/);
  });

  test('says that it does not know the home folder, or has none for the download', async () => {
    const { HOME: _, ...homeless } = environment;
    expect((await run(homeless)).stderr).toBe(
      'vaultop: HOME is not set: VAULTOP_BIN names the folder to install into\n',
    );
    const { stderr } = await run({ ...environment, TMPDIR: join(folder, 'nowhere') });
    expect(last(stderr)).toBe('vaultop: could not make a folder for the download: TMPDIR names where');
  });

  test.skipIf(!paths.has('curl'))('the line of the page on installing checks the script, and runs it', async () => {
    const page = readFileSync(resolve(script, '../../../src/docs/install.md'), 'utf8');
    const [, line = ''] = /## AWS CloudShell[^`]*```sh\n([^`]*)\n```/.exec(page) ?? [];
    expect(line).toMatch(/sha256sum --check --ignore-missing && VAULTOP_VERSION=\$V sh install\.sh$/);
    symlinkSync('/bin/sh', join(folder, 'tools/sh'));
    const content = readFileSync(script);
    const sums = `${String(files[sumsPath])}${createHash('sha256').update(content).digest('hex')}  install.sh\n`;
    Object.assign(files, { '/download/v0.2.0/install.sh': content, [sumsPath]: Buffer.from(sums) });
    const env = { ...environment, V: '0.2.0', FROM: `${url}/download/v0.2.0` };
    const here = { encoding: 'utf8', env, cwd: mkdtempSync(join(folder, 'here-')) } as const;
    const type = () => promisify(execFile)('/bin/sh', ['-c', line], here);
    expect((await type()).stdout).toContain(`Installed 0.2.0 as ${program()}`);
    rmSync(bin(), { recursive: true });
    files['/download/v0.2.0/install.sh'] = Buffer.from('echo changed on its way');
    await expect(type()).rejects.toMatchObject({ stdout: expect.stringContaining('install.sh: FAILED') });
    expect(existsSync(bin())).toBe(false);
  });

  test('does nothing where the script itself broke off', () => {
    const text = readFileSync(script, 'utf8');
    const half = join(folder, 'half.sh');
    for (const length of [0.3, 0.6, 0.9, 0.99]) {
      writeFileSync(half, text.slice(0, Math.floor(text.length * length)));
      chmodSync(half, 0o755);
      spawnSync('/bin/sh', [half], { env: environment });
    }
    expect([asked, existsSync(bin())]).toEqual([[], false]);
  });
});
