// Calls to the embedded AWS as a dashboard makes them, without the weight of a client: over http, and in this process.
import * as Backup from '@aws-sdk/client-backup';
import { createBackupService } from '../../src/emulator/backup/backup-service.ts';
import { createEmulation } from '../../src/emulator/emulation.ts';
import type { EstateSize } from '../../src/emulator/estate/organization.ts';
import { createMovableClock } from '../../src/emulator/movable-clock.ts';
import { allQuirks } from '../../src/emulator/quirks.ts';
import { accessKeyFor } from '../../src/emulator/wire/access-keys.ts';
import { readJson, writeJson } from '../../src/emulator/wire/json.ts';
import { readOperations } from '../../src/emulator/wire/operations.ts';

const seed = 'vaultop';
const account = '123456789012';
const virginia = 'us-east-1';
const everywhere = ['us-east-1', 'eu-west-1', 'ap-southeast-2', 'us-west-2', 'eu-central-1', 'ap-northeast-1'];
const dayMs = 86_400_000;

interface Where {
  region?: string;
  service?: string;
  accessKeyId?: string;
}

const signed = ({ region = virginia, service = 'backup', accessKeyId = 'AKIDBENCH' }: Where = {}) =>
  `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20260115/${region}/${service}/aws4_request`;

/** With the quirks that `vaultop emulate` has by itself. */
export function emulationOf(size: EstateSize) {
  const clock = createMovableClock({ now: () => Date.now() });
  const emulation = createEmulation({
    account,
    size,
    seed,
    clock,
    wall: clock,
    createServices: () => ({ backup: createBackupService() }),
    faults: [],
    throttle: false,
    quirks: allQuirks,
  });
  return {
    get(target: string): string {
      const url = new URL(target, 'http://127.0.0.1');
      return emulation.handle({
        method: 'GET',
        path: url.pathname,
        query: url.searchParams,
        header: (name) => (name === 'authorization' ? signed() : undefined),
        body: '',
      }).response.body;
    },
  };
}

/** Writes the jobs of the responses as JSON, like the client's own serializer. */
export function pageWriter(body: string): () => string {
  const operation = readOperations(Backup).find(({ name }) => name === 'ListBackupJobs');
  if (operation === undefined) throw new Error('The client knows no ListBackupJobs.');
  const page = readJson(operation.output, JSON.parse(body));
  const jobs = (page.BackupJobs as unknown[]).length;
  if (jobs !== 1000) throw new Error(`The page is of ${jobs} jobs.`);
  return () => writeJson(operation.output, page);
}

export function callsOf(url = '') {
  const get = async (path: string, where?: Where): Promise<string> => {
    const response = await fetch(`${url}${path}`, { headers: { authorization: signed(where) } });
    const body = await response.text();
    if (!response.ok) throw new Error(`${path} was answered ${response.status}: ${body}`);
    return body;
  };

  const accounts = async (): Promise<string[]> => {
    const ids: string[] = [];
    let NextToken: string | undefined;
    do {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          authorization: signed({ service: 'organizations' }),
          'x-amz-target': 'AWSOrganizationsV20161128.ListAccounts',
        },
        body: JSON.stringify({ NextToken }),
      });
      const page = (await response.json()) as { Accounts: { Id: string }[]; NextToken?: string };
      ids.push(...page.Accounts.map(({ Id }) => Id));
      NextToken = page.NextToken;
    } while (NextToken);
    return ids;
  };

  return {
    get,
    async regionsWithVaults(): Promise<string[]> {
      const found = [];
      for (const region of everywhere) {
        const { BackupVaultList } = JSON.parse(await get('/backup-vaults', { region })) as {
          BackupVaultList: object[];
        };
        if (BackupVaultList.length > 0) found.push(region);
      }
      return found;
    },
    /** Of every account, page by page. */
    async countJobs(region: string): Promise<number> {
      let jobs = 0;
      let token: string | null | undefined = '';
      while (token !== undefined && token !== null) {
        const next = token === '' ? '' : `&nextToken=${encodeURIComponent(token)}`;
        const page: { BackupJobs: object[]; NextToken?: string | null } = JSON.parse(
          await get(`/backup-jobs?accountId=*&maxResults=1000${next}`, { region }),
        );
        jobs += page.BackupJobs.length;
        token = page.NextToken;
      }
      return jobs;
    },
    async pollEverywhere(regions: readonly string[]): Promise<void> {
      const since = new Date(Date.now() - dayMs).toISOString();
      const lists = ['/backup-jobs', '/copy-jobs', '/restore-jobs'].map((list) => `${list}?createdAfter=${since}`);
      for (const id of await accounts()) {
        for (const region of regions) {
          const where = { region, accessKeyId: accessKeyFor(id, '0000BE5C') };
          for (const path of ['/backup-vaults', ...lists]) await get(path, where);
        }
      }
    },
  };
}
