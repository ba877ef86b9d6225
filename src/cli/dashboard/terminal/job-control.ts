// ctrl-z and fg: the terminal goes back to the shell, the process stops, and the screen comes back when it continues.

export interface JobControlOptions {
  /** Gives the terminal back. */
  readonly leave: () => Promise<void>;
  /** Takes it again; its size may have changed. */
  readonly comeBack: () => void;
}

export interface JobControl {
  suspend(): void;
  stopWatching(): void;
}

export function watchJobControl({ leave, comeBack }: JobControlOptions): JobControl {
  let away = false;
  /** The program leaves for good: a process that is stopped now would stay. */
  let isOver = false;
  const suspend = () => {
    if (away || isOver) return;
    away = true;
    leave().then(stopGroup);
  };
  const continued = () => {
    away = false;
    comeBack();
  };
  const stopGroup = () => {
    if (isOver) return;
    process.once('SIGCONT', continued);
    // The whole group, as a terminal does it: a shell waits for npm, which waits for us.
    process.kill(0, 'SIGSTOP');
  };
  process.on('SIGTSTP', suspend);
  return {
    suspend,
    // SIGTSTP stays caught: by default it stops a process.
    stopWatching() {
      isOver = true;
      process.off('SIGCONT', continued);
    },
  };
}
