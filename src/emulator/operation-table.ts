// The emulator's support for each operation of AWS Backup, read from the handlers.
import type { EmulatedService } from './protocols/service.ts';

export type Support = 'stateful' | 'thin' | 'not yet';

export interface OperationRow {
  operation: string;
  support: Support;
  /** The content of a thin operation's response. */
  note: string;
}

/** Implemented operations whose response never changes. */
const thin: Readonly<Record<string, string>> = {
  GetBackupPlanFromTemplate: "one of the console's templates",
  GetSupportedResourceTypes: 'a fixed list of types',
  ListBackupPlanTemplates: "the console's templates",
};

export function operationTable({ name, operations }: EmulatedService): OperationRow[] {
  if (operations === undefined) throw new Error(`The service ${name} has no list of operations.`);
  return operations
    .map(({ name: operation, implemented }): OperationRow => {
      if (!implemented) return { operation, support: 'not yet', note: 'answers 501' };
      const note = thin[operation];
      return note === undefined ? { operation, support: 'stateful', note: '' } : { operation, support: 'thin', note };
    })
    .sort((a, b) => (a.operation < b.operation ? -1 : 1));
}

export function formatOperationTable(rows: readonly OperationRow[]): string {
  const width = Math.max(...rows.map(({ operation }) => operation.length));
  const lines = rows.map(({ operation, support, note }) =>
    `${operation.padEnd(width)}  ${support.padEnd(8)}  ${note}`.trimEnd(),
  );
  const count = (support: Support) => rows.filter((row) => row.support === support).length;
  const missing = count('not yet');
  const rest = missing > 0 ? `, ${missing} not yet` : '';
  const sum = `${rows.length} operations of AWS Backup: ${count('stateful')} stateful, ${count('thin')} thin${rest}.`;
  return `${[...lines, '', sum].join('\n')}\n`;
}
