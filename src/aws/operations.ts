// Operations, their inputs and outputs, derived from the SDK's types and from this program's declarations. Types only:
// nothing of either is loaded here.

interface Modules {
  backup: typeof import('./declared/backup.ts');
  cloudtrail: typeof import('@aws-sdk/client-cloudtrail');
  cloudwatch: typeof import('@aws-sdk/client-cloudwatch');
  sts: typeof import('@aws-sdk/client-sts');
  account: typeof import('@aws-sdk/client-account');
  organizations: typeof import('@aws-sdk/client-organizations');
  sqs: typeof import('@aws-sdk/client-sqs');
  'resource-explorer-2': typeof import('./declared/resource-explorer.ts');
  tagging: typeof import('./declared/tagging.ts');
  ec2: typeof import('./declared/ec2.ts');
  rds: typeof import('./declared/rds.ts');
  cloudformation: typeof import('./declared/cloudformation.ts');
  kms: typeof import('./declared/kms.ts');
  dynamodb: typeof import('./declared/dynamodb.ts');
  sns: typeof import('./declared/sns.ts');
}

export type Service = keyof Modules;

/** 'ListBackupJobs' for the exported class ListBackupJobsCommand; '$' is the base class $Command. */
type NameOf<Key> = Key extends `${infer Name}Command` ? (Name extends '$' | '' ? never : Name) : never;

export type OperationOf<S extends Service> = NameOf<keyof Modules[S]>;

// biome-ignore lint/suspicious/noExplicitAny: only the instance matters
type InstanceOf<Class> = Class extends abstract new (...args: any[]) => infer Instance ? Instance : never;

type CommandOf<S extends Service, O extends string> = `${O}Command` extends keyof Modules[S]
  ? InstanceOf<Modules[S][`${O}Command`]>
  : never;

export type InputOf<S extends Service, O extends OperationOf<S>> =
  CommandOf<S, O> extends { readonly input: infer Input } ? Input : never;

export type OutputOf<S extends Service, O extends OperationOf<S>> =
  CommandOf<S, O> extends {
    // biome-ignore lint/suspicious/noExplicitAny: the handler's answer is what is looked for
    resolveMiddleware(...args: any[]): (...args: any[]) => Promise<{ output: infer Output }>;
  }
    ? Output
    : never;
