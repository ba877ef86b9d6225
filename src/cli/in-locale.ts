// Text for people on stdout, as their locale can show it.
import { toAscii } from '../terminal/ascii-fallback.ts';
import { takesUnicode } from '../terminal/capabilities.ts';

export const inLocale = (text: string): string => (takesUnicode(process.env, process.stdout) ? text : toAscii(text));
