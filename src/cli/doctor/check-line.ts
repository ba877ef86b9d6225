// One result of `vaultop doctor`.

export const checkGroups = [
  'program',
  'terminal',
  'config',
  'store',
  'network',
  'credentials',
  'clock',
  'rights',
  'feed',
] as const;
export type CheckGroup = (typeof checkGroups)[number];

export interface CheckLine {
  readonly group: CheckGroup;
  /** A stable name for programs. */
  readonly id: string;
  readonly state: 'ok' | 'warn' | 'fail';
  /** One sentence, or a fact with its source. */
  readonly text: string;
  readonly nextStep?: string | undefined;
}

export const line = (
  group: CheckGroup,
  id: string,
  [state, text, nextStep]: readonly [state: CheckLine['state'], text: string, nextStep?: string | undefined],
): CheckLine => ({ group, id, state, text, ...(nextStep === undefined ? {} : { nextStep }) });
