// For how long a test waits for what it expects, in ms. Less than the limit of a test, so that the test can say what it saw
// instead. A machine that many share may take ten times as long as one of its own.
export const patienceMs = 150_000;
