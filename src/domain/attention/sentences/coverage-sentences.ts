// Sentences about resources that no backup plan covers, and about the last recovery point of a resource.
import type { FindingOf } from '../findings/finding.ts';
import { listedFirst, plural, timeWords } from '../findings/words.ts';
import type { Sentence } from './sentence.ts';

type NotCovered = FindingOf<'not-covered'>;

const states: Readonly<Record<NotCovered['state'], string>> = {
  'in-no-plan': 'in no backup plan',
  'never-backed-up': 'never backed up, although a plan selects them',
  'only-on-demand': 'in no backup plan, with backups on demand only',
};

const nextSteps: Readonly<Record<NotCovered['state'], string>> = {
  'in-no-plan': 'add them to a backup plan, or exclude them with a reason',
  'never-backed-up': 'check the backup role and the jobs of the plan, and start a backup now',
  'only-on-demand': 'add them to a backup plan, or exclude them with a reason',
};

export const notCovered: Sentence<NotCovered> = {
  isWhole: true,
  says: ({ count = 1, state, names }) => `${plural(count, 'resource')} ${states[state]}: ${listedFirst(names)}`,
  nextStep: ({ state }) => nextSteps[state],
  together: {
    key: ({ state }) => `not covered ${state}`,
    says: ({ state }, { events }) => `${plural(events, 'resource')} ${states[state]}`,
  },
};

export const lastCopyExpires: Sentence<FindingOf<'last-copy-expires'>> = {
  says({ deleteAt, nextRunAt, isFailing }) {
    const said = `the last recovery point will be deleted on ${timeWords(deleteAt)}`;
    if (isFailing) return `${said}, and the backup jobs fail`;
    return nextRunAt === undefined
      ? `${said}, and no plan backs up the resource`
      : `${said}, before the next run on ${timeWords(nextRunAt)}`;
  },
  nextStep: () => 'keep the recovery point longer, or start a backup now',
};
