// An anonymized extract has nothing left that names an account, a person or a thing of theirs.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { anonymizeExtract } from '../../src/engine/anonymize/anonymize-extract.ts';
import { kindOf } from '../../src/engine/anonymize/kinds.ts';
import { createReplacements } from '../../src/engine/anonymize/replacements.ts';
import { anonymizeText } from '../../src/engine/anonymize/texts.ts';
import { openExtract } from '../../src/engine/extract/open-extract.ts';
import { resources } from '../../src/resources/index.ts';
import type { ResourceId } from '../../src/resources/resource-id.ts';
import { createEmptyFile } from '../../src/store/file/store-files.ts';
import { type Database, openForReading, openForWriting } from '../../src/store/sqlite.ts';
import { extractOf, extractTime, storeOfEstate } from '../support/extract-file.ts';

let folder: string;
let store: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vaultop-test-'));
  store = await storeOfEstate(folder);
});
afterAll(() => rmSync(folder, { recursive: true }));

test('the kinds of members are asked for of every list that the store keeps', () => {
  const path = '../../src/engine/anonymize/stored-members.ts';
  const table = readFileSync(join(import.meta.dirname, path), 'utf8');
  const nameOf = (id: string) => id.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  const stored = Object.values(resources).filter((one) => one.stored && !one.derivedFrom);
  const missing = stored.filter(({ id }) => !table.includes(`typeof ${nameOf(id)},`));
  expect(
    missing.map(({ id }) => id),
    `lists that ${path} lacks`,
  ).toEqual([]);
});

let made = 0;
/** Of an extract that `change` has changed; returns its path. */
function anonymized(change: (database: Database) => void = () => {}): string {
  made += 1;
  const [source, target] = [join(folder, `source-${made}`), join(folder, `target-${made}`)];
  extractOf(store, source);
  const database = openForWriting(source);
  change(database);
  database.close();
  createEmptyFile(target);
  anonymizeExtract({ source, target, now: extractTime });
  return target;
}

function reading<Result>(path: string, read: (database: Database) => Result): Result {
  const database = openForReading(path);
  try {
    return read(database);
  } finally {
    database.close();
  }
}

const namesOf = (path: string): string[] =>
  reading(path, (database) =>
    database
      .prepare('select distinct name from row join resource on resource.id = row.resource order by name')
      .all()
      .map(({ name }) => String(name)),
  );

type Change = (value: string, name: string) => string;

/** Every text of a JSON value changed, at any depth, with the names of its members. */
function changed(value: unknown, change: Change, name = ''): unknown {
  if (typeof value === 'string') return name.startsWith('$') ? value : change(value, name);
  if (Array.isArray(value)) return value.map((item) => changed(item, change, name));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, changed(item, change, key)]));
}

/** A part of every secret. */
const marker = `q7z${randomBytes(9).toString('hex')}`;
let planted = 0;
function plant(): string {
  planted += 1;
  return `${marker}${planted}x`;
}

/** A secret in every text of every row; ARNs stay ARNs, so that their parts are taken apart. */
function plantEverywhere(database: Database): void {
  for (const table of ['row', 'shared']) {
    const update = database.prepare(`update ${table} set doc = ? where id = ?`);
    for (const { id, doc } of database.prepare(`select id, doc from ${table}`).all()) {
      const secret = plant();
      const one = changed(JSON.parse(String(doc)), (value) =>
        value.startsWith('arn:') ? `${value}/${secret}:${secret}` : `${value} ${secret}`,
      );
      // Members that no type names, a name as data, and a row of a later version.
      const more = { unknownMember: secret, tags: { [secret]: secret }, record: `{"a":"${secret}"}`, [secret]: 1 };
      update.run(JSON.stringify({ ...more, ...(one as object) }), Number(id));
    }
  }
  database.exec(`update row set search = '${plant()}', key = key || '${plant()}'`);
  database.exec(`update shared set search = '${plant()}', hash = hash || '${plant()}', subject = '${plant()}'`);
  database.exec(`update request set problem = 'Denied for ${plant()} in arn:aws:iam::123456789012:role/${plant()}'`);
  database.exec(`update request set params = '[["vaultName","${plant()}"],["other","${plant()}"]]' where id % 2 = 0`);
  database.exec(`update scope set identity = 'https://${plant()}.example ' || identity || '/${plant()}'`);
  database.exec(`insert into meta values('${plant()}', 1), ('extract note', '${plant()}')`);
}

/** The forms in which a text may stand in a file. */
function formsOf(text: string): Buffer[] {
  const bytes = Buffer.from(text);
  const shifted = [0, 1, 2].map((shift) =>
    Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .slice(shift === 0 ? 0 : 4, -4),
  );
  const texts = [text, text.toUpperCase(), [...text].reverse().join(''), bytes.toString('hex'), ...shifted];
  return [...texts.map((form) => Buffer.from(form)), Buffer.from(text, 'utf16le')];
}

test('no secret that stood anywhere is in the bytes of the file, in any form', () => {
  const target = anonymized(plantEverywhere);
  const bytes = readFileSync(target);
  expect(planted).toBeGreaterThan(500);
  expect(
    formsOf(marker)
      .filter((form) => bytes.includes(form))
      .map(String),
  ).toEqual([]);
  // The rows are there, nevertheless.
  expect(namesOf(target)).toEqual(namesOf(anonymized()));
});

test('neither account, person, name nor tag of the estate is left; states, types, Regions and times are', () => {
  const target = anonymized();
  const text = readFileSync(target).toString('latin1');
  for (const name of ['123456789012', 'apac-prod', 'identity base', 'BackupDefaultService']) {
    expect([name, readFileSync(store).toString('latin1').includes(name)]).toEqual([name, true]);
    expect([name, text.includes(name)]).toEqual([name, false]);
  }
  const states = (path: string) =>
    reading(path, (database) =>
      database
        .prepare(`select name, state, at, started, ended, region, count(*) as count from row
          join resource on resource.id = row.resource join scope on scope.id = row.scope
          where name in ('backup-jobs', 'copy-jobs', 'recovery-points') group by 1, 2, 3, 4, 5, 6 order by 1, 2, 3, 4, 5, 6`)
        .all(),
    );
  expect(states(target)).toEqual(states(join(folder, `source-${made}`)));
});

test('the same name is the same everywhere, also inside ARNs and sentences', () => {
  const { name, arn, account, ...rest } = createReplacements();
  const vault = name('orders-prod');
  expect(vault).not.toContain('orders');
  expect(arn('arn:aws:backup:eu-west-1:111122223333:backup-vault:orders-prod')).toBe(
    `arn:aws:backup:eu-west-1:${account('111122223333')}:backup-vault:${vault}`,
  );
  expect(anonymizeText('Vault "orders-prod" does not exist.', { name, arn, account, ...rest })).toBe(
    `Vault "${vault}" does not exist.`,
  );
  const snapshot = arn('arn:aws:ec2:eu-west-1::snapshot/snap-0123456789abcdef0');
  expect(snapshot).toMatch(/^arn:aws:ec2:eu-west-1::snapshot\/snap-[0-9a-f]{17}$/);
  expect(snapshot).not.toContain('0123456789abcdef0');
  expect(createReplacements().name('orders-prod')).not.toBe(vault);
});

test('it is an extract that is opened as every other', () => {
  const { scopes, remove } = openExtract(anonymized(), { parents: [folder] });
  expect(scopes).toMatchObject([{ region: 'ap-southeast-2' }]);
  remove();
});

test('every member of the stored rows of AWS has a kind', () => {
  const missing = reading(extractOf(store, join(folder, 'members')), (database) =>
    database
      .prepare(`select name, row.doc, shared.doc as part from row join resource on resource.id = row.resource
        left join shared on shared.id = row.shared`)
      .all()
      .flatMap(({ name, doc, part }) => {
        const resource = String(name) as ResourceId;
        if (resources[resource].derivedFrom) return [];
        return [doc, part ?? '{}'].flatMap((text) =>
          Object.keys(JSON.parse(String(text)))
            .filter((member) => !member.startsWith('$') && kindOf(resource, member) === undefined)
            .map((member) => `${resource}.${member}`),
        );
      }),
  );
  expect([...new Set(missing)]).toEqual([]);
});
