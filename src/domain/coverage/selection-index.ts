// Finds the selections that may select a resource without testing all of them: by ARN, by kind, and by tags.
import type { Selection, TagCondition } from '../plans/selection.ts';
import { formOfPattern } from './arn-pattern.ts';
import { type OptIn, type SelectionSubject, type SelectionVerdict, selectionVerdict } from './selection-verdict.ts';
import type { TagMap } from './tag-match.ts';
import { startOfArn } from './types-of-arn.ts';

export interface SelectionHit extends SelectionVerdict {
  readonly selection: Selection;
}

export interface SelectionIndex {
  /** Selections that select the resource, those of which it is not known, and those that name it and exclude it. */
  hits(subject: SelectionSubject): SelectionHit[];
}

type Lists = Map<string, Selection[]>;

interface Tables {
  readonly byArn: Lists;
  /** By 'ec2 volume/'. */
  readonly byStart: Lists;
  readonly byService: Lists;
  /** By 'key=value' in ListOfTags. */
  readonly byTag: Lists;
  /** By 'key=value' in a condition that all resources of the selection must meet. */
  readonly byCondition: Lists;
  readonly always: Selection[];
  /** Selections in which tags decide, for resources with unknown tags. */
  readonly tagged: Set<Selection>;
}

const prefix = 'aws:ResourceTag/';

export function createSelectionIndex(selections: readonly Selection[], settings: OptIn | undefined): SelectionIndex {
  const tables: Tables = {
    byArn: new Map(),
    byStart: new Map(),
    byService: new Map(),
    byTag: new Map(),
    byCondition: new Map(),
    always: [],
    tagged: new Set(),
  };
  for (const selection of selections) enter(selection, tables);
  return {
    hits: (subject) =>
      [...candidates(subject, tables)].flatMap((selection) => {
        const verdict = selectionVerdict(selection, subject, settings);
        return verdict.taken === 'no' && verdict.reason.kind === 'unmatched' ? [] : [{ ...verdict, selection }];
      }),
  };
}

function enter(selection: Selection, tables: Tables): void {
  const { resources, tags, conditions } = selection;
  const condition = conditions.find(isSureEquality);
  if (condition) {
    put(tables.byCondition, tagKey(condition.key.slice(prefix.length), condition.value), selection);
    tables.tagged.add(selection);
    return;
  }
  if (resources.length === 0 && tags.length === 0) tables.always.push(selection);
  for (const pattern of resources) enterPattern(pattern, selection, tables);
  for (const { key, value } of tags) {
    put(tables.byTag, tagKey(key.startsWith(prefix) ? key.slice(prefix.length) : key, value), selection);
    tables.tagged.add(selection);
  }
  if (tags.some(({ type }) => type.toUpperCase() !== 'STRINGEQUALS')) tables.always.push(selection);
}

const isSureEquality = ({ type, key }: TagCondition): boolean => type === 'StringEquals' && key.startsWith(prefix);

function enterPattern(pattern: string, selection: Selection, { byArn, byStart, byService, always }: Tables): void {
  const form = formOfPattern(pattern);
  // 'arn:aws:ec2:*' ends early.
  const [, service = ''] = /^arn:[^:]*:([^:]+):/.exec(pattern) ?? [];
  if (form === 'arn') put(byArn, pattern, selection);
  else if (form === 'type' && !startOfArn(pattern).includes('*')) put(byStart, startOfArn(pattern), selection);
  else if (form === 'service' && service !== '' && !service.includes('*')) put(byService, service, selection);
  else always.push(selection);
}

function candidates({ arn, tags }: SelectionSubject, tables: Tables): ReadonlySet<Selection> {
  const start = startOfArn(arn);
  const found = new Set<Selection>(tables.always);
  const add = (selections: Iterable<Selection> = []) => {
    for (const selection of selections) found.add(selection);
  };
  add(tables.byArn.get(arn));
  add(tables.byStart.get(start));
  add(tables.byService.get(start.slice(0, start.indexOf(' '))));
  if (tags) addByTags(tags, tables, add);
  else add(tables.tagged);
  return found;
}

function addByTags(tags: TagMap, { byTag, byCondition }: Tables, add: (found?: Iterable<Selection>) => void): void {
  for (const [key, value] of Object.entries(tags)) {
    add(byTag.get(tagKey(key, value)));
    add(byCondition.get(tagKey(key, value)));
  }
}

const tagKey = (key: string, value: string): string => `${key.length} ${key} ${value}`;

function put(lists: Lists, key: string, selection: Selection): void {
  const known = lists.get(key);
  if (known) known.push(selection);
  else lists.set(key, [selection]);
}
