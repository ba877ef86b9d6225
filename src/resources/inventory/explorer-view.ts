// Selects the view of Resource Explorer to search: one without a filter and with tags, if there is one.
// https://docs.aws.amazon.com/resource-explorer/latest/userguide/manage-views-about.html
import type { ExplorerView } from '../../aws/declared/resource-explorer.ts';
import { wordsOf } from '../reading.ts';
import type { RequestCalls } from '../resource.ts';
import { reasonOf, UnusableInventory } from './inventoried.ts';

export interface SearchedView {
  readonly arn: string;
  readonly hasTags: boolean;
  /** The resources that the view leaves out, as a sentence. */
  readonly partial?: string;
}

const service = 'resource-explorer-2';

/** AWS allows ten views in a Region. https://docs.aws.amazon.com/resource-explorer/latest/userguide/quotas.html */
export async function findView(calls: RequestCalls, region: string): Promise<SearchedView> {
  const found: SearchedView[] = [];
  let refused: string | undefined;
  for (const arn of await listViews(calls)) {
    try {
      const { View } = await calls.call(service, 'GetView', { ViewArn: arn });
      if (View !== undefined) found.push(toView(arn, View));
    } catch (error) {
      const reason = reasonOf(error);
      if (reason === undefined) throw error;
      refused ??= reason;
    }
    if (found.some((view) => flawsOf(view) === 0)) break;
  }
  const [best] = found.toSorted((a, b) => flawsOf(a) - flawsOf(b));
  if (best !== undefined) return best;
  throw new UnusableInventory(refused ?? `Resource Explorer has no view in ${region}.`);
}

/** Tags can be read elsewhere; resources that a filter leaves out cannot. */
const flawsOf = ({ partial, hasTags }: SearchedView): number => (partial === undefined ? 0 : 2) + (hasTags ? 0 : 1);

async function listViews(calls: RequestCalls): Promise<string[]> {
  const arns: string[] = [];
  for await (const page of calls.pages(service, 'ListViews', {})) {
    arns.push(...(page.Views ?? []).flatMap((arn) => wordsOf(arn) ?? []));
  }
  return arns;
}

function toView(arn: string, { IncludedProperties = [], Filters }: ExplorerView): SearchedView {
  const filter = wordsOf(Filters?.FilterString);
  return {
    arn,
    hasTags: IncludedProperties.some(({ Name }) => Name === 'tags'),
    ...(filter === undefined
      ? {}
      : { partial: `The Resource Explorer view shows only resources that match its filter: ${filter}.` }),
  };
}
