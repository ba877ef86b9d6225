/** What every deletion is: on the same key, of one or of many, and never without the name typed. */
export const deletion = {
  id: 'delete',
  title: 'delete',
  pending: 'deleting',
  key: 'D',
  danger: 'type-name',
  many: true,
} as const;
