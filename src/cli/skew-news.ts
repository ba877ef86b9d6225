// Reports a wrong clock of this machine.
import { skewText } from '../aws/errors/clock-skew.ts';

/** `notify` is called until `listen` replaces it. The latest report is kept for a later listener. */
export function createSkewNews(notify: (text: string) => void = () => {}) {
  let known: string | undefined;
  let listener = notify;
  return {
    found(aheadMs: number) {
      known = `${skewText(aheadMs).slice(0, -1)}; AWS's time is used.`;
      listener(known);
    },
    listen(report: (text: string) => void) {
      listener = report;
      if (known !== undefined) report(known);
    },
  };
}
