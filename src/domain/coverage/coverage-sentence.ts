// The reason for the coverage of a resource, in words.

import { formatDateTime } from '../../lib/text/format.ts';
import { shortName } from '../arn.ts';
import { durationWords } from '../attention/findings/words.ts';
import { resourceWords } from '../plans/resource-pattern.ts';
import type { CoverageReason, PlainReasonKind, ResourceCoverage } from './coverage-row.ts';
import type { SelectionReason } from './selection-verdict.ts';

/** 'by ARN', 'tag env=prod', 'all EBS volumes', 'its tags are not known'. */
export function selectionReasonWords({ kind, detail = '' }: SelectionReason): string {
  switch (kind) {
    case 'named':
      return 'by ARN';
    case 'pattern':
      return resourceWords([detail]).join();
    case 'everything':
      return 'everything';
    case 'tag':
      return `tag ${detail}`;
    case 'unmatched':
      return 'not selected';
    case 'excluded':
      return `excluded: ${resourceWords([detail]).join()}`;
    case 'condition':
      return `condition ${detail} is not met`;
    case 'opted-out':
      return `${detail} is opted out`;
    case 'restore-test':
      return 'created by a restore test';
    case 'tags-unknown':
      return `depends on tag ${detail}, tags not known`;
    case 'undocumented-pattern':
      return `AWS does not document what ${detail} selects`;
    case 'undocumented-tag':
      return `AWS does not document what ${detail} selects`;
    case 'type-unknown':
      return detail === '' ? 'type not known' : `type not known: ${detail}`;
    case 'opt-in-unknown':
      return `opt-in of ${detail} not known`;
    case 'empty-selection':
      return 'AWS does not document what an empty resource assignment selects';
  }
}

/** Without parts that change with time. */
export function coverageReasonWords({ why, selections, promisedMs }: ResourceCoverage): string {
  switch (why.kind) {
    case 'selection': {
      const taking = selections.filter(({ taken }) => taken === 'yes');
      const [first] = taking;
      return first ? `${first.selectionName}: ${selectionReasonWords(first)}` : '';
    }
    case 'age':
      return promisedMs === undefined ? 'continuous backup stopped' : `objective ${durationWords(promisedMs)}`;
    case 'selection-unknown':
      return `${why.detail}: ${selectionReasonWords(why.reason)}`;
    default:
      return otherReasonWords(why);
  }
}

type OtherReason = Exclude<CoverageReason, { readonly kind: 'selection' | 'age' | 'selection-unknown' }>;

const plainReasons: Readonly<Record<PlainReasonKind, string>> = {
  'no-selection': 'no resource assignment selects the resource',
  'no-run': 'no run of the plan has backed up the resource',
  'no-usable-point': 'no usable recovery point',
  'on-demand': 'only backups on demand',
  'plan-took-it': 'backed up by the last run of its plan',
  running: 'its first backup job is running',
  'not-inventoried': 'not in the inventory: may be deleted',
  'no-promise': 'schedule cannot be read',
  'exclusion-unknown': 'an exclusion may apply',
};

const containers: Readonly<Record<string, string>> = {
  instance: 'not known which instance contains it',
  stack: 'not known which stack contains it',
  cluster: 'not known whether it is a member of a cluster',
};

function otherReasonWords(why: OtherReason): string {
  switch (why.kind) {
    case 'opted-out':
      return `${why.detail} is opted out`;
    case 'first-run':
      return `first run ${formatDateTime(why.at)}`;
    case 'container':
      return shortName(why.detail);
    case 'excluded':
      return why.until === undefined ? why.detail : `${why.detail} (until ${formatDateTime(why.until).slice(0, 10)})`;
    case 'unread':
      return `no answer: ${why.detail}`;
    case 'container-unknown':
      return containers[why.detail] ?? why.detail;
    default:
      return plainReasons[why.kind];
  }
}
