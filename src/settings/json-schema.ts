// The JSON Schema of the config file, for completion and checks in an editor.
import * as z from 'zod/mini';
import { configSchema } from './schema.ts';

export const configJsonSchema = (): object => ({
  ...z.toJSONSchema(configSchema, { io: 'input', reused: 'ref' }),
  title: "vaultop's config file",
});

export const configJsonSchemaText = (): string => `${JSON.stringify(configJsonSchema(), null, 2)}\n`;
