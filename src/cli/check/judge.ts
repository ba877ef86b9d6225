// From what AWS answered to the verdict's parts.
import { unansweredLists } from '../../app/answers.ts';
import { createAttentionView } from '../../app/attention/attention-view.ts';
import { unansweredSentences } from '../../app/attention/unanswered.ts';
import type { AttentionSettings } from '../../domain/attention/settings.ts';
import { severities } from '../../domain/attention/severity.ts';
import type { Asked } from '../ask-lists.ts';
import type { CheckArguments } from './arguments.ts';
import type { Report } from './report.ts';

export type JudgeOptions = Pick<CheckArguments, 'from' | 'without'> & {
  readonly attention: AttentionSettings;
};

export function judge(asked: Asked, { from, without, attention }: JudgeOptions): Report {
  const { data, questions, place } = asked;
  const { items, muted } = createAttentionView(attention).attention(data);
  const told = severities.slice(0, severities.indexOf(from) + 1);
  const lists = unansweredLists(questions, data);
  return {
    at: data.now,
    items: items.filter(({ severity }) => told.includes(severity)),
    muted: muted.length,
    unanswered: unansweredSentences(data, lists, place),
    lists,
    without,
    accounts: data.accounts,
  };
}
