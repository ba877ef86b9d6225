// The limits of restore testing.
// AWS: https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing.html and
// https://docs.aws.amazon.com/aws-backup/latest/devguide/aws-backup-limits.html

/** The resource types that a restore testing selection takes. */
export const testableTypes = [
  'Aurora',
  'DocumentDB',
  'DynamoDB',
  'EBS',
  'EC2',
  'EFS',
  'FSx',
  'Neptune',
  'RDS',
  'S3',
] as const;

export const canBeTested = (type: string): boolean => (testableTypes as readonly string[]).includes(type);

export const mostTestPlans = 100;
export const mostVaultPatterns = 30;
export const mostSelectionsOfPlan = 30;
export const mostSelectedArns = 30;
export const mostTagConditions = 30;
/** Hours. */
export const longestStartWindow = 168;
/** Hours; with 0 AWS deletes what it restored at once. */
export const longestValidation = 168;
/** Days, counted back from the start of the job. */
export const longestSelectionWindow = 365;
/** What AWS uses where a plan names none. */
export const testPlanDefaults = { startWindowHours: 24, selectionWindowDays: 30, timeZone: 'UTC' } as const;

const namePattern = /^[a-zA-Z0-9_]{1,50}$/;

export const isTestName = (text: string): boolean => namePattern.test(text);

/** A valid name with the characters of `text`: 'orders-db' becomes 'orders_db'. */
export const toTestName = (text: string): string => text.replace(/[^a-zA-Z0-9_]+/g, '_').slice(0, 50);
