// MFA codes: prompted for on the terminal before the screen opens, typed with `:mfa` later.
import { createInterface } from 'node:readline/promises';
import type { Aws, Connection } from '../aws/aws.ts';
import { AwsProblemError } from '../aws/errors/errors.ts';
import { mfaCodeNeeded } from '../aws/sign-in/credential-texts.ts';
import { wantsMfa } from '../aws/sign-in/shared-config.ts';
import type { StartingPlace } from '../engine/access/place.ts';
import { sanitize } from '../lib/text/text.ts';
import { printError } from './output/output.ts';

export interface MfaCodes {
  /** The code that the device shows now; rejects if there is no terminal for a prompt. */
  code(serial: string): Promise<string>;
  /** From now on there are no prompts on the terminal. */
  screenOpens(): void;
  /** Passes a code to the next caller. */
  give(code: string): void;
}

/** `ask` prints a prompt and reads a line; absent: there is no terminal. */
export function createMfaCodes(ask: ((question: string) => Promise<string>) | undefined): MfaCodes {
  let asking = ask;
  let given: string | undefined;
  return {
    async code(serial) {
      if (asking) return (await asking(`MFA code for ${sanitize(serial)}: `)).trim();
      if (given === undefined) throw new AwsProblemError(mfaCodeNeeded(serial));
      const code = given;
      // A code can be used once.
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

/** On stderr, so that stdout can be a pipe. */
export async function promptOnTerminal(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await lines.question(question);
  } finally {
    lines.close();
  }
}

/** The number of prompts after a wrong code. */
const tries = 3;

/** One after the other, because each code can be used once. Failures are shown on the screen. */
export async function signInWithMfa(
  aws: Aws,
  { connections, regions }: Pick<StartingPlace, 'connections' | 'regions'>,
  say: (text: string) => void = printError,
): Promise<void> {
  const [region = ''] = regions;
  for (const { id } of await connectionsWithMfa(connections)) await signInOnce({ aws, id, region, say }, tries);
}

/** Connections that need an MFA code to sign in. */
export async function connectionsWithMfa(connections: readonly Connection[]): Promise<readonly Connection[]> {
  const requested: Connection[] = [];
  for (const connection of connections) {
    const { profile, mfaSerial, roleArn } = connection;
    const isAsked =
      roleArn === undefined ? await wantsMfa(profile ?? (process.env.AWS_PROFILE || 'default')) : mfaSerial;
    if (isAsked) requested.push(connection);
  }
  return requested;
}

interface SigningIn {
  readonly aws: Aws;
  readonly id: string;
  readonly region: string;
  say(text: string): void;
}

async function signInOnce(signingIn: SigningIn, left: number): Promise<void> {
  const { aws, id, region, say } = signingIn;
  try {
    await aws.signIn(id, region);
  } catch (error) {
    const isWrongCode = error instanceof Error && /MultiFactorAuthentication failed|tokenCode/i.test(error.message);
    if (!isWrongCode || left <= 1) return;
    say('AWS refused this code. Type the next one.\n');
    await signInOnce(signingIn, left - 1);
  }
}
