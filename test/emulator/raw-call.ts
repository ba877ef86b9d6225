import type { Emulator } from '../../src/emulator/server.ts';

export interface RawRequest {
  path: string;
  method?: string;
  body?: string;
  region?: string;
  service?: string;
  headers?: Record<string, string>;
  unsigned?: boolean;
}

/** The raw response, before a client parses it. */
export async function rawCall({ url }: Emulator, request: RawRequest) {
  const { path, method = 'GET', body, region = 'us-east-1', service = 'backup', headers, unsigned } = request;
  const authorization = `AWS4-HMAC-SHA256 Credential=AKIDTEST/20260115/${region}/${service}/aws4_request`;
  const response = await fetch(`${url}${path}`, {
    method,
    ...(body !== undefined && { body }),
    headers: { ...(unsigned ? {} : { authorization }), ...headers },
  });
  return { status: response.status, headers: response.headers, body: await response.text() };
}
