// Stores as a program that was killed, or a disk that failed, leaves them.
import { spawnSync } from 'node:child_process';
import { closeSync, openSync, writeSync } from 'node:fs';
import { openStore } from '../../src/store/file/open-store.ts';
import { processSpace } from '../../src/store/file/processes.ts';
import { openForWriting } from '../../src/store/sqlite.ts';

const pageBytes = 8_192;

/** With the mark of a program that does not run any more. */
export function leaveKilled(path: string): void {
  const place = { path, isNamed: false, isShared: false, notices: [] };
  const { database, close } = openStore(place, { now: () => 1_000, parents: [] });
  const { pid } = spawnSync('/bin/true');
  database.prepare('insert into meta values(?, 1000)').run(`open ${processSpace()} ${pid}`);
  close();
}

/** Found by a check, and not by opening it. */
export function breakIndex(path: string): void {
  const database = openForWriting(path);
  const root = database.prepare("select rootpage from sqlite_schema where name = 'row_seq'").get()?.rootpage;
  database.close();
  const file = openSync(path, 'r+');
  writeSync(file, Buffer.alloc(pageBytes, 0xff), 0, pageBytes, (Number(root) - 1) * pageBytes);
  closeSync(file);
}
