// Whose rows of the store are shown.
import * as z from 'zod/mini';

const error = 'the ARN of a role or a user, such as arn:aws:iam::111122223333:role/BackupMonitor';
const arn = /^arn:aws[a-z-]{0,12}:(iam|sts)::\d{12}:(root|(role|user|assumed-role|federated-user)\/[\w+=,.@/-]+)$/;

export const store = z
  .strictObject({
    identities: z
      .optional(z.array(z.string({ error }).check(z.regex(arn, { error }))))
      .check(
        z.describe(
          'ARNs of roles and users of yours with which other programs of yours collect: their rows are shown, too, and marked. Absent: none.',
        ),
      ),
  })
  .check(z.describe('Whose rows of the store are shown besides those of your own sign-in.'));
