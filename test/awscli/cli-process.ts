// Debian's AWS CLI, loaded once and run for one command line after the other: loading takes longer than a command.
import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** As /usr/bin/aws does it, for each line of JSON words on stdin. */
const program = `
import json, os, sys
from awscli.clidriver import AWSCLIEntryPoint
answers, sys.stdout = sys.stdout, open(os.devnull, 'w')
for line in sys.stdin:
    try:
        code = AWSCLIEntryPoint().main(json.loads(line))
    except SystemExit as error:
        code = error.code
    answers.write(f'{code}\\n')
    answers.flush()
`;

/** Reads the words that follow `aws` in a line as a shell does. */
const readWords = (line: string): string => `aws() { printf '%s\\0' "$@"; }\n${line}`;

export interface CliProcess {
  /** Runs the line in a shell and returns the exit code. */
  run(line: string): Promise<string>;
  close(): void;
}

export function startCliProcess(): CliProcess {
  const env = {
    HOME: mkdtempSync(join(tmpdir(), 'vaultop-awscli-')),
    PATH: '/usr/bin:/bin',
    AWS_ACCESS_KEY_ID: 'x',
    AWS_SECRET_ACCESS_KEY: 'x',
    AWS_PAGER: '',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
  const cli = spawn('/usr/bin/python3', ['-c', program], { env, stdio: ['pipe', 'pipe', 'inherit'] });
  const codes = createInterface({ input: cli.stdout })[Symbol.asyncIterator]();
  return {
    async run(line) {
      cli.stdin.write(`${JSON.stringify(await wordsOf(line))}\n`);
      return String((await codes.next()).value);
    },
    close: () => cli.stdin.end(),
  };
}

async function wordsOf(line: string): Promise<string[]> {
  const shell = spawn('/bin/sh', ['-s'], { stdio: ['pipe', 'pipe', 'inherit'] });
  shell.stdin.end(readWords(line));
  const chunks: Buffer[] = [];
  for await (const chunk of shell.stdout) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString().split('\0').slice(0, -1);
}
