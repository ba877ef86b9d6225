// One section of a detail: labels and values, or a small table. src/app/detail/detail-view.ts computes its height.
import { Box } from 'ink';
import { labelWidth } from '../../src/app/detail/detail-layout.ts';
import type { DetailSection as SectionOf } from '../../src/resources/resource.ts';
import { Line, padded } from './line.tsx';
import { SmallTable } from './small-table.tsx';

export interface SectionProps {
  readonly section: SectionOf;
  readonly width: number;
  /** Epoch ms. */
  readonly now: number;
}

export function Section({ section, width, now }: SectionProps) {
  return (
    <Box flexDirection="column" width={width} flexShrink={0}>
      <Line pieces={[{ text: section.title, tone: 'accent' }]} />
      {section.kind === 'fields' ? <Fields fields={section.fields} width={width} /> : null}
      {section.kind === 'table' && section.rows.length === 0 ? (
        <Line pieces={[{ text: `  ${section.empty}`, tone: 'muted' }]} />
      ) : null}
      {section.kind === 'table' && section.rows.length > 0 ? (
        <SmallTable columns={section.columns} rows={section.rows} width={width} now={now} />
      ) : null}
      <Line pieces={[]} />
    </Box>
  );
}

type FieldList = Extract<SectionOf, { kind: 'fields' }>['fields'];

function Fields({ fields, width }: { readonly fields: FieldList; readonly width: number }) {
  const labels = labelWidth(fields);
  return fields.map(({ label, text, tone }, index) => (
    <Line
      // biome-ignore lint/suspicious/noArrayIndexKey: a label may stand twice
      key={index}
      pieces={[
        { text: `  ${padded(label, labels)}`, tone: 'muted' },
        { text: padded(text, width - labels - 2).trimEnd(), tone },
      ]}
    />
  ));
}
