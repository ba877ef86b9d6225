// The coverage of each account-Region in numbers: the source of the line on the overview.
import type { CoverageCounts } from '../../domain/coverage/coverage-totals.ts';
import { coverageSentence, totalsOf } from '../../domain/coverage/coverage-totals.ts';
import { scopeKey } from '../../domain/scope.ts';
import { fieldsSection, scopeEntries } from '../sections.ts';
import { coverage } from './coverage.ts';
import { derived } from './derived.ts';

const sentenceOf = (row: CoverageCounts): string => coverageSentence(totalsOf([row]));

export const coverageTotals = {
  ...derived<CoverageCounts>({
    id: 'coverage-totals',
    title: 'coverage of an account-Region',
    plural: 'coverage totals',
    aliases: [],
    fields: ['states', 'hasGap', 'readAt'],
    key: ({ scope }) => `${scopeKey(scope)}/coverage`,
    stored: { volatile: ['states', 'hasGap', 'readAt'] },
    columns: [{ id: 'coverage', title: 'COVERAGE', width: 'grow', keep: 100, text: sentenceOf }],
    sort: { column: 'coverage', descending: false },
    label: ({ scope }) => scope.region,
    copyText: sentenceOf,
    detail: (row) => [fieldsSection('Coverage', [['Resources', sentenceOf(row)], ...scopeEntries(row.scope)])],
    drillDowns: [{ to: 'coverage', title: 'coverage', params: () => ({}) }],
  }),
  derivedFrom: coverage.derivedFrom,
};
