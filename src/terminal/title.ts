// The title of the terminal's window (OSC 2), which a person sees in a tab while the window is behind others. XTWINOPS 22
// and 23 keep the title of the shell on a stack: https://invisible-island.net/xterm/ctlseqs/

export interface TerminalTitle {
  /** Empty if the terminal shows this title already. */
  show(text: string): string;
  /** Puts the title of the shell back. Empty if none was shown. */
  putBack(): string;
  /** The last title again, after another program had the terminal. */
  showAgain(): string;
}

const push = '\x1b[22;2t';
const pop = '\x1b[23;2t';
/** A tab shows less. */
const mostCharacters = 80;

export function createTerminalTitle(): TerminalTitle {
  let isPushed = false;
  let shown: string | undefined;
  const write = (title: string): string => {
    const bytes = `${isPushed ? '' : push}${titleSequence(title)}`;
    isPushed = true;
    return bytes;
  };
  return {
    show(text) {
      const title = titleText(text);
      if (title === shown) return '';
      shown = title;
      return write(title);
    },
    putBack() {
      if (!isPushed) return '';
      isPushed = false;
      // A terminal without a stack takes the empty title as its own.
      return titleSequence('') + pop;
    },
    showAgain: () => (shown === undefined || isPushed ? '' : write(shown)),
  };
}

const titleSequence = (title: string): string => `\x1b]2;${title}\x07`;

/** Control and format characters could end the sequence or reverse the text. */
function titleText(text: string): string {
  const harmless = text.toWellFormed().replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ');
  return [...harmless].slice(0, mostCharacters).join('').trim();
}
