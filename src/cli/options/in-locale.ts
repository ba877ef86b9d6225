// Text for people on stdout, as their locale can show it.

import { takesUnicode } from '../../terminal/capabilities.ts';
import { toAscii } from '../../terminal/cells/ascii-fallback.ts';

export const inLocale = (text: string): string => (takesUnicode(process.env, process.stdout) ? text : toAscii(text));
