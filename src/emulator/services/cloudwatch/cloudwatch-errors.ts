import { AwsError } from '../../wire/aws-error.ts';

export const missing = (message: string) => new AwsError('MissingRequiredParameterException', message);
export const invalidValue = (message: string) => new AwsError('InvalidParameterValueException', message);

/** In the query protocol errors go by shorter codes, and one by another. */
export const cloudWatchQueryCode = ({ name }: AwsError): string =>
  name === 'MissingRequiredParameterException' ? 'MissingParameter' : name.replace(/Exception$/, '');
