// ctrl-z and fg: the terminal goes back to the shell, the process stops, and the screen returns when it continues.

export interface JobControlOptions {
  /** Returns the terminal to the shell. */
  readonly leave: () => Promise<void>;
  /** Takes the terminal again; its size may have changed. */
  readonly comeBack: () => void;
}

export interface JobControl {
  suspend(): void;
  stopWatching(): void;
}

export function watchJobControl({ leave, comeBack }: JobControlOptions): JobControl {
  let away = false;
  /** The program is ending: if it stopped now, the process would stay. */
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
    // The whole process group, as a terminal does: a shell waits for npm, which waits for this process.
    process.kill(0, 'SIGSTOP');
  };
  process.on('SIGTSTP', suspend);
  return {
    suspend,
    // SIGTSTP stays handled: its default stops a process.
    stopWatching() {
      isOver = true;
      process.off('SIGCONT', continued);
    },
  };
}
