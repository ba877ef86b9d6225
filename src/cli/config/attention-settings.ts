// The sections objectives and mutes, as the attention list takes them.
import type { AttentionSettings } from '../../domain/attention/settings.ts';
import { defined } from '../../resources/reading.ts';
import type { Config } from '../../settings/schema.ts';

export const attentionSettings = ({ objectives = [], mutes = [] }: Config): AttentionSettings => ({
  objectives: objectives.map(({ every, restoreEvery, ...conditions }) =>
    defined({ ...conditions, everyMs: every, restoreEveryMs: restoreEvery }),
  ),
  mutes: mutes.map((mute) => defined(mute)),
});
