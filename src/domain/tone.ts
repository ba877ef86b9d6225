/** What a value means to the person, never how it looks; themes turn it into colour and mark. */
export type Tone = 'plain' | 'good' | 'busy' | 'warn' | 'bad' | 'muted' | 'accent';
