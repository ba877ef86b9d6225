/** The meaning of a value, not its appearance; themes translate a tone into colour and mark. */
export type Tone = 'plain' | 'good' | 'busy' | 'warn' | 'bad' | 'muted' | 'accent';
