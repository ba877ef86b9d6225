// ink-table's own types use React 17's global JSX namespace, which no longer exists.
declare module 'ink-table' {
  import type { ComponentType, PropsWithChildren } from 'react';

  export interface TableProps {
    readonly data: readonly Readonly<Record<string, string>>[];
    readonly columns?: readonly string[];
    readonly padding?: number;
    readonly header?: ComponentType<PropsWithChildren>;
    readonly cell?: ComponentType<PropsWithChildren<{ readonly column: number }>>;
    readonly skeleton?: ComponentType<PropsWithChildren>;
  }

  const Table: ComponentType<TableProps>;
  export default Table;
}
