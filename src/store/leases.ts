// Leases for work that only one program does at a time: requesting a list from AWS, notifying from one memory. The
// lease of a killed program ends with it if the end is visible, otherwise at its expiry.
import { stateOfProgram } from './file/processes.ts';
import { createStatements, type Database, inTransaction } from './sqlite.ts';

export interface Lease {
  readonly heldBy: string;
  /** Epoch ms at which the lease was taken. */
  readonly since: number;
  /** Epoch ms. */
  readonly until: number;
}

export interface Leases {
  /** Returns true if this program holds the lease for `forMs` from now, false if another program holds it. */
  take(what: Leased, forMs: number): boolean;
  /** The same, but only while this program holds the lease: false means that another program has taken it over. */
  renew(what: Leased, forMs: number): boolean;
  /** Does nothing if another program holds the lease. */
  release(what: Leased): void;
  /** undefined: no program holds it. */
  holderOf(what: Leased): Lease | undefined;
}

/** The id of a request, or the name of something without a row, such as a memory of notifications. */
export type Leased = { readonly request: number } | { readonly name: string };

/** A lease that ends later was written by a wrong clock, and is ignored. In ms. */
const longestMs = 600_000;

export interface LeaseOptions {
  /** Unique for each running program, without spaces. */
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
    return lease && isHeld(lease, now()) ? lease : undefined;
  };
  /** Reads and writes in one transaction, so that only one of two programs gets the lease. */
  const hold = (what: Leased, forMs: number, sinceOf: (lease: Lease | undefined) => number | undefined) =>
    inTransaction(database, () => {
      const since = sinceOf(holderOf(what));
      if (since === undefined) return false;
      return write(what, { heldBy: holder, since, until: now() + Math.min(forMs, longestMs) });
    });

  return {
    take: (what, forMs) => hold(what, forMs, (lease) => ((lease?.heldBy ?? holder) === holder ? now() : undefined)),
    renew: (what, forMs) => hold(what, forMs, (lease) => (lease?.heldBy === holder ? lease.since : undefined)),
    release: (what) =>
      inTransaction(database, () => {
        const lease = read(what);
        // The holder of a released request lease stays recorded.
        if (lease?.heldBy === holder) write(what, 'request' in what ? { ...lease, until: now() } : undefined);
      }),
    holderOf,
  };
}

/** The lease of a program that ended is not held. */
export function isHeld({ heldBy, until }: Lease, now: number): boolean {
  const leftMs = until - now;
  return leftMs > 0 && leftMs <= longestMs && stateOfProgram(heldBy) !== 'ended';
}

type Sql = ReturnType<typeof createStatements>;

function readRequest(sql: Sql, id: number): Lease | undefined {
  const row = sql('select leased_by, leased_until from request where id = ?').get(id);
  return row && leaseIn(row);
}

/** The lease in a row of the table `request`: `leased_by` contains the program and the time of taking. */
export function leaseIn({ leased_by: by, leased_until: until }: Record<string, unknown>): Lease | undefined {
  const [heldBy, since] = typeof by === 'string' ? by.split(' ') : [];
  return heldBy === undefined ? undefined : { heldBy, since: Number(since), until: Number(until) };
}

/** Returns false if the request no longer exists. */
function writeRequest(sql: Sql, id: number, lease: Lease | undefined): boolean {
  const update = sql('update request set leased_by = ?, leased_until = ? where id = ?');
  return update.run(lease ? `${lease.heldBy} ${lease.since}` : null, lease?.until ?? null, id).changes > 0;
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
