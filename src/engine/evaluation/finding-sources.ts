// The lists that a finding rests on.
import type { EvidenceList } from '../../domain/attention/findings/evidence.ts';
import { attentionSources } from '../../resources/derived/derived.ts';
import type { ResourceId } from '../../resources/resource-id.ts';

/** Without one of these, findings of every list may be missing. */
const coreSources = attentionSources.filter(
  (id) => id !== 'scan-jobs' && id !== 'audits' && id !== 'restore-testing-plans',
);

/** Plans are read as their rules; the list of coverage follows from the inventory. */
const factListOf = (list: EvidenceList): ResourceId =>
  list === 'plans' ? 'plan-rules' : list === 'coverage' ? 'inventory' : list;

/** `list`: the one that shows whether the finding is still there; undefined: all of them together. */
export const sourcesOf = (list: EvidenceList | undefined): readonly ResourceId[] =>
  list === undefined ? attentionSources : [...coreSources, factListOf(list)];
