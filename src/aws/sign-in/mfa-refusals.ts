// A code of an MFA device is used by whoever signs in first, who may have left by the time AWS refuses it: everybody else
// is told of that refusal, until there is another code.

export type AskForCode = (serial: string) => Promise<string>;

export interface MfaRefusals {
  /** As `ask`, but where it has no code and AWS refused the last one, with that refusal. */
  readonly code: AskForCode;
  /** A sign-in has failed: notes it where AWS refused the code. */
  failed(error: unknown): void;
}

export function createMfaRefusals(ask: AskForCode): MfaRefusals {
  const refusals = new Map<string, unknown>();
  let newest: string | undefined;
  return {
    async code(serial) {
      let code: string;
      try {
        code = await ask(serial);
      } catch (error) {
        throw refusals.get(serial) ?? error;
      }
      refusals.delete(serial);
      newest = serial;
      return code;
    },
    failed(error) {
      const isRefused = error instanceof Error && /MultiFactorAuthentication failed/.test(error.message);
      if (isRefused && newest !== undefined) refusals.set(newest, error);
    },
  };
}
