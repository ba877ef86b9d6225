// The actors in the estate's CloudTrail events.
import type { Actor } from './trail-event.ts';

const consoleAgent =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36';
const cli = 'aws-cli/2.22.12 md/awscrt#0.23.4 ua/2.0 os/linux#6.8.0 md/arch#x86_64 lang/python#3.12.6';
const terraform = 'APN/1.0 HashiCorp/1.0 Terraform/1.10.3 (+https://www.terraform.io) terraform-provider-aws/5.82.2';

export const alice: Actor = {
  user: 'alice',
  role: 'BackupAdmin',
  accessKeyId: 'ASIAEXAMPLEALICE0001',
  ip: '198.51.100.7',
  agent: consoleAgent,
};
export const bob: Actor = {
  // IAM Identity Center creates roles with names of this form and uses the person's name as the session name.
  user: 'bob@example.com',
  role: 'AWSReservedSSO_PlatformEngineer_1f8a5f3c9b7e2d40',
  rolePath: 'aws-reserved/sso.amazonaws.com/eu-west-1/',
  accessKeyId: 'ASIAEXAMPLEBOB000002',
  ip: '198.51.100.23',
  agent: cli,
};
export const carol: Actor = {
  user: 'carol',
  role: 'DatabaseAdmin',
  accessKeyId: 'ASIAEXAMPLECAROL0003',
  ip: '203.0.113.40',
  agent: consoleAgent,
};
export const deployer: Actor = {
  user: 'terraform',
  role: 'Deploy',
  accessKeyId: 'ASIAEXAMPLETERRA0004',
  ip: '203.0.113.9',
  agent: terraform,
};
/** CloudTrail identifies this user by the directory id alone. */
export const directoryActor: Actor = {
  user: '544894e8-80c1-707f-60e3-3ba6510dfac1',
  ip: '198.51.100.61',
  agent: consoleAgent,
};
export const actors: readonly Actor[] = [alice, bob, carol, deployer];

/** An actor without permissions. */
export const unauthorizedActor: Actor = {
  user: 'ci-runner-17',
  role: 'ContractorAccess',
  accessKeyId: 'ASIAEXAMPLESTRANGE05',
  ip: '192.0.2.66',
  agent: cli,
};
