// Changes that once passed the whole suite. The text of each is in its source exactly once, and the named tests must
// notice the change.

export interface NamedMutant {
  readonly name: string;
  readonly file: string;
  readonly before: string;
  readonly after: string;
  readonly tests: readonly string[];
}

export const namedMutants: readonly NamedMutant[] = [
  {
    name: 'an edited form re-uses the idempotency token of the refused one',
    file: 'src/app/forms/act-keys.ts',
    before: 'overlay.revision : overlay.revision + 1',
    after: 'overlay.revision : overlay.revision',
    tests: ['test/app/action-tokens.test.ts', 'test/journeys/act-on-jobs.test.tsx'],
  },
  {
    name: 'a call without a token is sent again unread where AWS was unreachable',
    file: 'src/engine/actions/send-request.ts',
    before: "kind === 'timeout' || kind === 'unreachable' ||",
    after: "kind === 'timeout' ||",
    tests: ['test/runtime/send-request.test.ts'],
  },
  {
    name: 'a list that is watched again while paused asks AWS',
    file: 'src/polling/poll-state.ts',
    before: '  if (state.isPaused) return still({ ...state, isWatched: true });\n',
    after: '',
    tests: ['test/polling/poll-state.test.ts'],
  },
  {
    name: 'a list opened for the first time while paused asks AWS',
    file: 'src/polling/polls.ts',
    before: '      if (!polls.has(key)) poll.setPaused(paused);\n',
    after: '',
    tests: ['test/polling/polls.test.ts'],
  },
  {
    name: 'a failing poll is hurried past its back-off',
    file: 'src/polling/poll-state.ts',
    before: "if (state.activity !== 'waiting' || state.failure) return still(state);",
    after: "if (state.activity !== 'waiting') return still(state);",
    tests: ['test/polling/poll-state.test.ts'],
  },
  {
    name: 'a frame of one piece leaves the synchronized update open',
    file: 'src/terminal/output/frame-queue.ts',
    before: 'painting === undefined && (syncOpen || opens)',
    after: 'painting === undefined && syncOpen',
    tests: ['test/terminal/screen-writer.test.ts'],
  },
  {
    name: 'no resource is critical for the age of its newest point',
    file: 'src/domain/attention/rules/old-point.ts',
    before: "isOlderThan(2 * everyMs) && !mayHaveLeft ? 'critical' : 'warning'",
    after: "isOlderThan(2 * everyMs) && !mayHaveLeft ? 'warning' : 'warning'",
    tests: ['test/domain/attention/findings.test.ts', 'test/domain/attention/severities.test.ts'],
  },
  {
    name: 'a job that somebody stopped did not end badly',
    file: 'src/domain/attention/findings/about-job.ts',
    before: "'EXPIRED', 'ABORTED', 'PARTIAL'",
    after: "'EXPIRED', 'PARTIAL'",
    tests: ['test/domain/attention/findings.test.ts', 'test/domain/attention/severities.test.ts'],
  },
  {
    name: 'a job that somebody stopped is reported for as long as one that failed',
    file: 'src/domain/attention/job-rules/failed-run.ts',
    before: "job.state === 'ABORTED' ? abortedMs : onDemandMs",
    after: 'onDemandMs',
    tests: ['test/domain/attention/severities.test.ts'],
  },
  {
    name: 'of two rules that keep as long both are expected to run',
    file: 'src/domain/attention/runs/merged-runs.ts',
    before: 'retention(rule) >= retention(other)',
    after: 'retention(rule) > retention(other)',
    tests: ['test/domain/attention/severities.test.ts'],
  },
  {
    name: 'of two rules that keep as long none is expected to run',
    file: 'src/domain/attention/runs/merged-runs.ts',
    before: 'retention(other) > retention(rule)) return',
    after: 'retention(other) >= retention(rule)) return',
    tests: ['test/domain/attention/severities.test.ts'],
  },
  {
    name: 'esc leaves the list instead of its marks',
    file: 'src/app/command-line/commands.ts',
    before:
      "  if (screen.kind === 'list' && screen.marked.length > 0) return replaceScreen(state, { ...screen, marked: [] });\n",
    after: '',
    tests: ['test/app/marks.test.ts'],
  },
  {
    name: 'n and N do not scroll to the match',
    file: 'src/app/detail/detail-search.ts',
    before: 'return { ...screen, match, top };',
    after: 'return { ...screen, match };',
    tests: ['test/components/app.test.tsx'],
  },
  {
    name: 'after an action the lists are not asked a second time',
    file: 'src/engine/actions/actions.ts',
    before: '    later(() => options.refresh(touched, scopes), settleMs);\n',
    after: '',
    tests: ['test/engine/actions.test.ts'],
  },
  {
    name: 'the feed forgets no event',
    file: 'src/engine/feed/feed.ts',
    before: '    forgetOldest(events, mostEvents);\n',
    after: '',
    tests: ['test/runtime/feed.test.ts'],
  },
  {
    name: 'the feed forgets nothing of jobs',
    file: 'src/engine/feed/feed.ts',
    before: '    forgetOldest(news, mostEvents);\n',
    after: '',
    tests: ['test/runtime/feed.test.ts'],
  },
  {
    name: 'after a resize a frame that is the same is not drawn',
    file: 'src/terminal/output/screen-writer.ts',
    before: '  if (newest.latest() === before) newest.showAgain();\n',
    after: '',
    tests: ['test/terminal/screen-writer.test.ts'],
  },
];
