// Who does what only one program at a time has to do: ask AWS for a list, notify by one memory. A lease of a program that was
// killed ends by itself.
import { createStatements, type Database, inTransaction } from './sqlite.ts';

export interface Lease {
  readonly heldBy: string;
  /** Epoch ms. */
  readonly until: number;
}

export interface Leases {
  /** True: it is ours for `forMs` from now; false: another program holds it. */
  take(what: Leased, forMs: number): boolean;
  /** The same, but only while it is ours: false tells that another program has taken it over. */
  renew(what: Leased, forMs: number): boolean;
  /** Nothing happens where it is not ours any more. */
  release(what: Leased): void;
  /** undefined: nobody. */
  holderOf(what: Leased): Lease | undefined;
}

/** The id of a request, or the name of something that has no row of its own, such as a memory of notifications. */
export type Leased = { readonly request: number } | { readonly name: string };

/** Whatever ends later was written by a clock that is wrong, and holds nobody off. In ms. */
const longestMs = 600_000;

export interface LeaseOptions {
  /** Another name for each program that runs. */
  readonly holder: string;
  readonly now: () => number;
}

export function createLeases(database: Database, { holder, now }: LeaseOptions): Leases {
  const sql = createStatements(database);
  const read = (what: Leased) => ('request' in what ? readRequest(sql, what.request) : readNamed(sql, what.name));
  const write = (what: Leased, lease: Lease | undefined) =>
    'request' in what ? writeRequest(sql, what.request, lease) : writeNamed(sql, what.name, lease);
  const holderOf = (what: Leased) => {
    const lease = read(what);
    const leftMs = (lease?.until ?? 0) - now();
    return leftMs > 0 && leftMs <= longestMs ? lease : undefined;
  };
  /** Asked and written in one transaction: of two programs one is first. */
  const hold = (what: Leased, forMs: number, mayHold: (lease: Lease | undefined) => boolean) =>
    inTransaction(database, () => {
      if (!mayHold(holderOf(what))) return false;
      return write(what, { heldBy: holder, until: now() + Math.min(forMs, longestMs) });
    });

  return {
    take: (what, forMs) => hold(what, forMs, (lease) => lease === undefined || lease.heldBy === holder),
    renew: (what, forMs) => hold(what, forMs, (lease) => lease?.heldBy === holder),
    release: (what) =>
      inTransaction(database, () => {
        if (read(what)?.heldBy === holder) write(what, undefined);
      }),
    holderOf,
  };
}

type Sql = ReturnType<typeof createStatements>;

function readRequest(sql: Sql, id: number): Lease | undefined {
  const row = sql('select leased_by as heldBy, leased_until as until from request where id = ?').get(id);
  return (row?.heldBy ?? null) === null ? undefined : (row as unknown as Lease);
}

/** False: there is no such request any more. */
function writeRequest(sql: Sql, id: number, lease: Lease | undefined): boolean {
  const update = sql('update request set leased_by = ?, leased_until = ? where id = ?');
  return update.run(lease?.heldBy ?? null, lease?.until ?? null, id).changes > 0;
}

function readNamed(sql: Sql, name: string): Lease | undefined {
  const row = sql('select value from meta where name = ?').get(`lease ${name}`);
  return row && (JSON.parse(row.value as string) as Lease);
}

function writeNamed(sql: Sql, name: string, lease: Lease | undefined): boolean {
  if (lease) sql('insert or replace into meta values(?, ?)').run(`lease ${name}`, JSON.stringify(lease));
  else sql('delete from meta where name = ?').run(`lease ${name}`);
  return true;
}
