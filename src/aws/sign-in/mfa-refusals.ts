// An MFA code is used by the first connection that signs in, which may be gone when AWS refuses it: all other
// connections get that refusal until there is another code.

export type PromptForCode = (serial: string) => Promise<string>;

export interface MfaRefusals {
  /** Like `ask`, but if there is no new code and AWS refused the last one, rejects with that refusal. */
  readonly code: PromptForCode;
  /** To be called when a sign-in failed: records whether AWS refused the code. */
  failed(error: unknown): void;
}

export function createMfaRefusals(ask: PromptForCode): MfaRefusals {
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
