// Proxy and private CA, as the environment and the profile configure them.
import { findCaBundle } from '../../aws/sign-in/shared-config.ts';
import { errorMessage } from '../../lib/error-message.ts';
import { readPlainFileSync } from '../../lib/files/plain-file.ts';
import { type CheckLine, line } from './check-line.ts';

const proxyVariables = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy', 'ALL_PROXY', 'all_proxy'];

export async function networkChecks(env: NodeJS.ProcessEnv, profile: string | undefined): Promise<CheckLine[]> {
  return [...proxyChecks(env), ...(await caChecks(env, profile))];
}

function proxyChecks(env: NodeJS.ProcessEnv): CheckLine[] {
  const set = proxyVariables.filter((name) => env[name]);
  if (set.length === 0) return [line('network', 'proxy', ['ok', 'No proxy is configured'])];
  const exceptions = env.NO_PROXY || env.no_proxy ? '; NO_PROXY is set' : '';
  return set.map((name) => {
    const address = addressOf(env[name] ?? '');
    if (address !== undefined) return line('network', 'proxy', ['ok', `${name} is ${address}${exceptions}`]);
    return line('network', 'proxy', ['fail', `${name} is not the URL of a proxy`, 'Write http://HOST:PORT.']);
  });
}

/** Without user and password. */
function addressOf(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, host, username } = new URL(text);
  if (!/^https?:$/.test(protocol)) return undefined;
  return `${protocol}//${username === '' ? '' : '(user)@'}${host}`;
}

async function caChecks(env: NodeJS.ProcessEnv, profile: string | undefined): Promise<CheckLine[]> {
  const bundle = await findCaBundle(env, profile);
  const extra = env.NODE_EXTRA_CA_CERTS;
  const files = [...(bundle ? [bundle] : []), ...(extra ? [{ path: extra, from: 'NODE_EXTRA_CA_CERTS' }] : [])];
  if (files.length === 0) return [line('network', 'ca', ['ok', "Only Node's own certificates are trusted"])];
  return files.map(({ path, from }) => {
    try {
      const count = readPlainFileSync(path).match(/^-----BEGIN (TRUSTED |X509 )?CERTIFICATE-----/gm)?.length ?? 0;
      if (count > 0) return line('network', 'ca', ['ok', `${from} adds ${count} certificates of ${path}`]);
      return line('network', 'ca', [
        'fail',
        `${from} names ${path}, which has no certificate`,
        'Name a file in PEM format.',
      ]);
    } catch (error) {
      return line('network', 'ca', ['fail', `${from}: ${errorMessage(error)}`, 'Name a file that can be read.']);
    }
  });
}
