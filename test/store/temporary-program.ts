// Opens a temporary store in a directory and ends without closing it, or stays until it is killed.
import { writeSync } from 'node:fs';
import { openStore } from '../../src/store/file/open-store.ts';

const [, , parent = '', then] = process.argv;
const store = openStore({ isNamed: false, isShared: false, notices: [] }, { now: () => 1_000, parents: [parent] });
writeSync(1, `${store.path}\n`);
if (then === 'stay') setInterval(() => {}, 1_000);
