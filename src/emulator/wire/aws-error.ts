interface ErrorDetails {
  status?: number;
  members?: Readonly<Record<string, unknown>>;
}

/** An error of AWS, which each protocol writes in its own form. */
export class AwsError extends Error {
  readonly status: number;
  /** Members of the modelled exception beside the message. */
  readonly members: Readonly<Record<string, unknown>>;

  constructor(name: string, message: string, { status = 400, members = {} }: ErrorDetails = {}) {
    super(message);
    this.name = name;
    this.status = status;
    this.members = members;
  }
}

/** AWS Backup's modelled exceptions have a `Code` beside their name. */
const backupError = (name: string, code: string) => (message: string, members?: Record<string, unknown>) =>
  new AwsError(name, message, { members: { Code: code, Type: 'User', ...members } });

export const resourceNotFound = backupError('ResourceNotFoundException', 'ERROR_9000');
export const invalidParameter = backupError('InvalidParameterValueException', 'ERROR_2005');
export const missingParameter = backupError('MissingParameterValueException', 'ERROR_2004');
export const invalidRequest = backupError('InvalidRequestException', 'ERROR_9001');
export const invalidResourceState = backupError('InvalidResourceStateException', 'ERROR_9002');
export const limitExceeded = backupError('LimitExceededException', 'ERROR_9003');
export const alreadyExists = backupError('AlreadyExistsException', 'ERROR_2010');
export const conflict = (message: string) => new AwsError('ConflictException', message, { members: { Type: 'User' } });

export const accessDenied = (message: string) => new AwsError('AccessDeniedException', message, { status: 403 });
export const unknownOperation = (subject: string) =>
  new AwsError('UnknownOperationException', `There is no operation for ${subject}.`, { status: 404 });
export const notImplemented = (service: string, operation: string) =>
  new AwsError('NotImplementedException', `The emulator does not carry out ${service}:${operation} yet.`, {
    status: 501,
  });
export const unrecognizedClient = () =>
  new AwsError('UnrecognizedClientException', 'The security token included in the request is invalid.', {
    status: 403,
  });
export const missingToken = () =>
  new AwsError('MissingAuthenticationTokenException', 'Missing Authentication Token', { status: 403 });
