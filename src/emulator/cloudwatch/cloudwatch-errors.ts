import { AwsError } from '../wire/aws-error.ts';

export const missing = (message: string) => new AwsError('MissingRequiredParameterException', message);
export const invalidValue = (message: string) => new AwsError('InvalidParameterValueException', message);

/** The query protocol has shorter error codes, and a different one for a missing parameter. */
export const cloudWatchQueryCode = ({ name }: AwsError): string =>
  name === 'MissingRequiredParameterException' ? 'MissingParameter' : name.replace(/Exception$/, '');
