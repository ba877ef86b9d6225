// Divides long work into steps that are short wherever they run: on a slow disk, beside other programs, in a large store.

export interface StepBudget {
  /**
   * Does pieces of work, `commit` included, for as long as a step may take. `piece` returns false if nothing is left to do,
   * which is then the result.
   */
  run(commit: (work: () => boolean) => boolean, piece: () => boolean): boolean;
}

/** What a step shall take with its commit, in ms: half of what is bearable, because times differ. */
const stepMs = 50;
/** The shortest and the longest time of the pieces, in ms. */
const [leastMs, mostMs] = [2, 40];
/** Nothing is known of the machine yet. */
const firstMs = 10;
/** After a step that took long the next ones become longer little by little. */
const mostGrowth = 2;
/** However fast they are: each piece changes pages, and a commit writes all of them. */
export const mostPieces = 20;

/** `steadyMs`: a clock that nobody sets, in ms. */
export function createStepBudget(steadyMs: () => number): StepBudget {
  let piecesMs = firstMs;
  return {
    run(commit, piece) {
      const begun = steadyMs();
      const isMore = commit(() => {
        const until = steadyMs() + piecesMs;
        let count = 1;
        let isLeft = piece();
        for (; isLeft && count < mostPieces && steadyMs() < until; count += 1) isLeft = piece();
        return isLeft;
      });
      // The commit takes as long as there are changed pages: fewer pieces make it shorter.
      const tookMs = Math.max(1, steadyMs() - begun);
      const growth = Math.min(mostGrowth, stepMs / tookMs);
      piecesMs = Math.min(mostMs, Math.max(leastMs, piecesMs * growth));
      return isMore;
    },
  };
}
