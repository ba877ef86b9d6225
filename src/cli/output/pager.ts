// Long text on a terminal goes through the program of PAGER, as with git: https://git-scm.com/docs/git#_configuration
import { spawn } from 'node:child_process';
import { sanitizeLines } from '../../lib/text/text.ts';
import { print } from './output.ts';

/** Shows what fits on a screen as it is, keeps it there at the end, and lets colours through. */
const usualPager = 'less';
const lessOptions = 'FRX';

interface PagerSurroundings {
  readonly env: NodeJS.ProcessEnv;
  readonly stdout: Pick<NodeJS.WriteStream, 'isTTY' | 'rows'>;
}

/** undefined: the text is printed as it is. An empty PAGER, or cat, is no pager. */
export function pagerFor(text: string, { env, stdout }: PagerSurroundings): string | undefined {
  const { PAGER: pager = usualPager } = env;
  if (!stdout.isTTY || env.TERM === 'dumb' || /^(cat)?$/.test(pager.trim())) return undefined;
  const lines = text.split('\n').length - 1;
  return stdout.rows && lines < stdout.rows ? undefined : pager;
}

/** Prints text for people. A pager that cannot be started is left out. */
export async function printPaged(text: string): Promise<number> {
  const pager = pagerFor(text, process);
  if (pager === undefined || !(await pageThrough(pager, sanitizeLines(text)))) return print(text);
  return 0;
}

/** Whether the pager has run. It runs in a shell, as PAGER may have arguments. */
function pageThrough(pager: string, text: string): Promise<boolean> {
  return new Promise((done) => {
    const env = { LESS: lessOptions, ...process.env };
    const child = spawn(pager, { shell: true, stdio: ['pipe', 'inherit', 'inherit'], env });
    // ctrl-c belongs to the pager as long as it runs.
    const ignore = () => {};
    process.on('SIGINT', ignore);
    child.on('error', () => done(false));
    // A pager that was left before the end has closed its input.
    child.stdin.on('error', ignore);
    child.on('close', (code) => {
      process.off('SIGINT', ignore);
      // The shell has not found the program.
      done(code !== 127);
    });
    child.stdin.end(text);
  });
}
