// How long a test waits for an expected state, in ms. Less than the time limit of a test, so that the failure can show
// the actual state. A shared machine may take ten times as long as a dedicated one.
export const patienceMs = 150_000;
