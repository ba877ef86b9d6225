// An action in progress, from form to outcome. Fills the body.
import { Box } from 'ink';
import { contextOf, labelOf, placeName, topForm } from '../../src/app/forms/act-context.ts';
import type { ActOverlay } from '../../src/app/forms/act-state.ts';
import { actionOf } from '../../src/app/forms/action-of.ts';
import { hasHead } from '../../src/app/forms/form-layout.ts';
import { bodyHeight } from '../../src/app/layout.ts';
import { resources } from '../../src/resources/index.ts';
import type { View } from '../../src/runtime/runtime.ts';
import { ActionForm } from '../overlays/action-form.tsx';
import { ActionOutcome } from '../overlays/action-outcome.tsx';
import { ActionReview } from '../overlays/action-review.tsx';
import { Line, type Piece } from '../primitives/line.tsx';
import { Breadcrumbs } from './breadcrumbs.tsx';

export interface ActionProps {
  readonly overlay: ActOverlay;
  readonly view: View;
  readonly width: number;
  readonly height: number;
}

export function ActionScreen({ overlay, view }: { readonly overlay: ActOverlay; readonly view: View }) {
  const { size } = view.state;
  const height = bodyHeight(size) - 1;
  return (
    <Box flexDirection="column" width={size.columns} height={bodyHeight(size)}>
      <Breadcrumbs crumbs={crumbs(overlay)} right={rightOf(overlay, view)} width={size.columns} />
      <Stage overlay={overlay} view={view} width={size.columns} height={height} />
    </Box>
  );
}

function Stage(props: ActionProps) {
  const { overlay } = props;
  switch (overlay.stage) {
    case 'loading':
      return <Waiting overlay={overlay} what="reading the present values…" />;
    case 'checking':
      return <Waiting overlay={overlay} what="checking the values with AWS…" />;
    case 'form':
      return <ActionForm {...props} />;
    case 'review':
      return <ActionReview {...props} />;
    case 'outcome':
      return <ActionOutcome {...props} />;
  }
}

function Waiting({ overlay: { problem }, what }: { readonly overlay: ActOverlay; readonly what: string }) {
  if (!problem) return <Line pieces={[{ text: `  ${what}`, tone: 'muted' }]} />;
  return (
    <>
      <Line pieces={[{ text: `  ${problem.message}`, tone: 'bad' }]} />
      <Line pieces={[{ text: `  ${problem.nextStep}`, tone: 'warn' }]} />
    </>
  );
}

function crumbs(overlay: ActOverlay): string[] {
  const resource = resources[overlay.resource];
  const action = actionOf(overlay);
  const [first] = overlay.targets;
  const many = overlay.targets.length > 1 ? `${overlay.targets.length} ${resource.plural}` : '';
  const what = many || (first?.row === undefined ? '' : `${resource.title} ${labelOf(resource, first)}`);
  const { entry } = topForm(overlay);
  return [...(what ? [what] : []), action.title, ...(entry ? [`${entry.field} ${entry.index + 1}`] : [])];
}

/** The account-Region, unless the form below names it. */
function rightOf(overlay: ActOverlay, { data }: View): Piece[] {
  if (overlay.stage === 'form' && hasHead(overlay)) return [];
  const places = [...new Set(overlay.targets.map((target) => placeName(contextOf(overlay, data, target).scope, data)))];
  return [{ text: places.length === 1 ? (places[0] ?? '') : `${places.length} places`, tone: 'warn' }];
}
