// To be imported first by each thread: Node writes warnings to stderr there too, which would appear in the middle of
// the screen. Node 22 warns that SQLite is experimental.
import process from 'node:process';

process.removeAllListeners('warning');
