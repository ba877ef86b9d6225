import type { Emulator } from '../../src/emulator/server.ts';
import { rawCall } from './raw-call.ts';

/** Calls in the form of clients that are not installed here. */
export function callsOf(emulator: Pick<Emulator, 'url'>, region = 'us-east-1') {
  const json = async (service: string, target: string, version: string, input: object) => {
    const response = await rawCall(emulator as Emulator, {
      path: '/',
      method: 'POST',
      service,
      region,
      headers: { 'content-type': `application/x-amz-json-${version}`, 'x-amz-target': target },
      body: JSON.stringify(input),
    });
    return { ...response, output: JSON.parse(response.body) };
  };
  const query = (service: string, version: string, form: Record<string, string>, path = '/') =>
    rawCall(emulator as Emulator, {
      path,
      method: 'POST',
      service,
      region,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ Version: version, ...form }).toString(),
    });
  return {
    query,
    sqs: (operation: string, input: object) => json('sqs', `AmazonSQS.${operation}`, '1.0', input),
    events: (operation: string, input: object) => json('events', `AWSEvents.${operation}`, '1.1', input),
    organizations: (operation: string, input: object = {}) =>
      json('organizations', `AWSOrganizationsV20161128.${operation}`, '1.1', input),
    sns: (Action: string, form: Record<string, string> = {}) => query('sns', '2010-03-31', { Action, ...form }),
  };
}
