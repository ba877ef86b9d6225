// Codes of MFA devices: asked for on the terminal before the screen opens, typed behind `:mfa` after that.
import { createInterface } from 'node:readline/promises';
import type { Aws, Connection } from '../aws/aws.ts';
import { mfaCodeNeeded } from '../aws/credential-texts.ts';
import { AwsProblemError } from '../aws/errors.ts';
import { wantsMfa } from '../aws/shared-config.ts';
import { sanitize } from '../lib/text.ts';
import { printError } from './output.ts';

export interface MfaCodes {
  /** The code that the device shows now; rejects when nobody can be asked. */
  code(serial: string): Promise<string>;
  /** From now on nobody is asked on the terminal. */
  screenOpens(): void;
  /** Takes a code for whoever asks next. */
  give(code: string): void;
}

/** `ask` prints a question and reads a line; absent: there is no terminal. */
export function createMfaCodes(ask: ((question: string) => Promise<string>) | undefined): MfaCodes {
  let asking = ask;
  let given: string | undefined;
  return {
    async code(serial) {
      if (asking) return (await asking(`MFA code for ${sanitize(serial)}: `)).trim();
      if (given === undefined) throw new AwsProblemError(mfaCodeNeeded(serial));
      const code = given;
      // A code is good once.
      given = undefined;
      return code;
    },
    screenOpens() {
      asking = undefined;
    },
    give(code) {
      given = code;
    },
  };
}

/** On stderr, so that stdout stays a pipe's. */
export async function askOnTerminal(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await lines.question(question);
  } finally {
    lines.close();
  }
}

/** A wrong code is asked for again this often. */
const tries = 3;

/** One after the other: each code is good once. What fails is told on the screen. */
export async function signInWithMfa(aws: Aws, connections: readonly Connection[], region: string): Promise<void> {
  for (const connection of connections) {
    const { id, profile, mfaSerial, roleArn } = connection;
    const isAsked =
      roleArn === undefined ? await wantsMfa(profile ?? (process.env.AWS_PROFILE || 'default')) : mfaSerial;
    if (isAsked) await signInOnce(aws, id, region, tries);
  }
}

async function signInOnce(aws: Aws, id: string, region: string, left: number): Promise<void> {
  try {
    await aws.signIn(id, region);
  } catch (error) {
    const isWrongCode = error instanceof Error && /MultiFactorAuthentication failed|tokenCode/i.test(error.message);
    if (!isWrongCode || left <= 1) return;
    printError('AWS does not take this code. The next one, please.\n');
    await signInOnce(aws, id, region, left - 1);
  }
}
