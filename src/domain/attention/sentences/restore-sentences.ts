// Sentences about restores.
import type { FailedRestore, FindingBase, FindingOf } from '../findings/finding.ts';
import { durationWords, plural, timeWords } from '../findings/words.ts';
import { explainEnd } from '../runs/job-end.ts';
import { endWords } from './end-words.ts';
import type { Sentence } from './sentence.ts';

type OfRestore = FailedRestore & FindingBase;

const restoreNextStep = ({ end, invalid, message }: OfRestore): string =>
  invalid === undefined
    ? explainEnd(end, message).nextStep
    : 'check the result of the validation, and whether the data is usable';

function restoreKey({ kind, end, invalid, message }: OfRestore & { readonly kind: string }): string | undefined {
  if (invalid !== undefined) return `${kind} ${invalid}`;
  const cause = explainEnd(end, message).groupKey;
  return cause === undefined ? undefined : `${kind} ${end.state} ${cause}`;
}

export const restoreTestFailed: Sentence<FindingOf<'restore-test-failed'>> = {
  says: ({ end, invalid, message }) => {
    if (invalid === undefined) return `restore test ${endWords(end, message)}`;
    return `restore test ${invalid === 'TIMED_OUT' ? 'was not validated in time' : 'completed, but its validation FAILED'}`;
  },
  nextStep: restoreNextStep,
  together: {
    key: restoreKey,
    says: ({ end, invalid, message }, { size }) => {
      const tests = `the restore tests of ${plural(size, 'resource')}`;
      if (invalid === undefined) return `${tests} ${endWords(end, message)}`;
      return `${tests} ${invalid === 'TIMED_OUT' ? 'were not validated in time' : 'completed, but their validation FAILED'}`;
    },
  },
};

export const restoreFailed: Sentence<FindingOf<'restore-failed'>> = {
  says: ({ end, message }) => `restore ${endWords(end, message)}`,
  nextStep: restoreNextStep,
  together: {
    key: restoreKey,
    says: ({ end, message }, { size }) => `the restores of ${plural(size, 'resource')} ${endWords(end, message)}`,
  },
};

export const restoreTestMissed: Sentence<FindingOf<'restore-test-missed'>> = {
  says(finding) {
    if ('emptyRunAt' in finding)
      return `restore testing plan ran ${timeWords(finding.emptyRunAt)} and restored nothing`;
    const { dueAt, lastRunAt } = finding;
    const ran = lastRunAt === undefined ? 'has never run' : `last ran ${timeWords(lastRunAt)}`;
    return `restore testing plan ${ran}, although a run was scheduled for ${timeWords(dueAt)}`;
  },
  nextStep: (finding) =>
    'emptyRunAt' in finding
      ? 'check which recovery points of the vaults are within the selection window, and what the selections match'
      : 'check that the plan has a selection, and that the role of the selection may restore',
  together: {
    key: (finding) => `restore test missed ${finding.subject} ${'emptyRunAt' in finding ? 'empty' : ''}`,
    says: (first, { size }) =>
      'emptyRunAt' in first
        ? `${size} restore testing plans of this name restored nothing`
        : `${size} restore testing plans of this name did not run when they were scheduled`,
  },
};

export const restoreUnproven: Sentence<FindingOf<'restore-unproven'>> = {
  says({ everyMs, provenAt, isForgotten }) {
    const objective = `(objective ${durationWords(everyMs)})`;
    if (provenAt !== undefined) return `no proven restore since ${timeWords(provenAt)} ${objective}`;
    return `no proven restore in the 30 days that AWS keeps${isForgotten ? '; older restores are not known' : ''} ${objective}`;
  },
  nextStep: () => 'add the resource to a restore testing plan, or restore the newest recovery point and check the data',
  together: {
    key: ({ everyMs, isForgotten }) => `unproven ${everyMs} ${isForgotten}`,
    says: ({ everyMs, isForgotten }, { size }) =>
      `${size} resources have no proven restore within their objective of ${durationWords(everyMs)}${isForgotten ? ', in the 30 days that AWS keeps' : ''}`,
  },
};
