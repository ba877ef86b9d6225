// To be imported first by what begins a thread: Node writes its warnings to stderr from there too, which would land in the
// middle of the screen. Node 22 warns of SQLite, that it is experimental.
import process from 'node:process';

process.removeAllListeners('warning');
