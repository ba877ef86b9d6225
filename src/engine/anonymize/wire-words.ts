// The words that stay in an anonymized recording: AWS's own.
import { risks } from '../../../config/risks.ts';
import wire from '../../../config/wire-words.json' with { type: 'json' };

/** What no client's schema has: wrappers of XML, records of CloudTrail, policies, types of resources, metrics. */
const others = `AWS Amazon Error ErrorResponse ErrorMessage Errors Filter Response ResponseMetadata RequestId Version
  GraniteServiceVersion20100801 code entry error item key member message metadata operation requestId service type value
  xmlns __type xml additionalEventData apiVersion accessKeyId attributes awsRegion creationDate errorCode errorMessage
  eventCategory eventID eventName eventSource eventTime eventType eventVersion federated invokedBy managementEvent
  mfaAuthenticated principalId readOnly recipientAccountId requestParameters responseElements serviceEventDetails
  sessionContext sessionIssuer sharedEventID sourceIPAddress tlsDetails userAgent userIdentity userName webIdFederationData
  AssumedRole AWSAccount AWSService AwsApiCall AwsServiceEvent FederatedUser IAMUser Management Root detail detail-type
  Action Allow Condition Deny Effect NotAction NotPrincipal NotResource Principal Resource Service Sid Statement
  ArnEquals ArnLike Bool StringEquals StringLike StringNotEquals 2012-10-17 2008-10-17 SQS SNS
  Aurora CloudFormation DocumentDB DynamoDB EBS EC2 EFS EKS FSx Neptune RDS Redshift S3 Timestream VirtualMachine
  Bucket Cluster DBCluster DBInstance DBSnapshot FileSystem Instance Snapshot Stack Table Volume
  NumberOfBackupJobsAborted NumberOfBackupJobsCompleted NumberOfBackupJobsCreated NumberOfBackupJobsExpired
  NumberOfBackupJobsFailed NumberOfBackupJobsPending NumberOfBackupJobsRunning NumberOfCopyJobsCompleted
  NumberOfCopyJobsCreated NumberOfCopyJobsFailed NumberOfCopyJobsRunning NumberOfRecoveryPointsCold
  NumberOfRecoveryPointsCompleted NumberOfRecoveryPointsDeleting NumberOfRecoveryPointsExpired
  NumberOfRecoveryPointsPartial NumberOfRestoreJobsCompleted NumberOfRestoreJobsFailed NumberOfRestoreJobsPending
  NumberOfRestoreJobsRunning WindowsVSS Owner owner-alias true false null UTC amazonaws com api cn`.split(/\s+/);

const phrases = [
  'SAP HANA on Amazon EC2',
  'Redshift Serverless',
  'Storage Gateway',
  'AWS API Call via CloudTrail',
  'Backup Job State Change',
  'Copy Job State Change',
  'Restore Job State Change',
];

const words: ReadonlySet<string> = new Set([...wire.words.split(' '), ...Object.keys(risks), ...others, ...phrases]);

export const isWireWord = (text: string): boolean => words.has(text);
