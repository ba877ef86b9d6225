import type { Tone } from '../../tone.ts';

/** critical: data is lost or may be lost soon. warning: an objective or schedule was not met. notice: worth knowing. */
export const severities = ['critical', 'warning', 'notice'] as const;
export type Severity = (typeof severities)[number];

const tones: Readonly<Record<Severity, Tone>> = { critical: 'bad', warning: 'warn', notice: 'accent' };

export const severityTone = (severity: Severity): Tone => tones[severity];
