// Text for people on stdout, in the characters of their locale.

import { takesUnicode } from '../../terminal/capabilities.ts';
import { toAscii } from '../../terminal/cells/ascii-fallback.ts';

export const inLocale = (text: string): string => (takesUnicode(process.env, process.stdout) ? text : toAscii(text));
