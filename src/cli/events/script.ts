// The templates of the feed and the commands that deploy them, as one shell script to review and run.
import { stringify } from 'yaml';
import { centralTemplate, memberTemplate, type Template } from '../../events/setup-templates.ts';
import type { SetupArguments } from './arguments.ts';

export const toYaml = (template: Template): string =>
  stringify(template, { lineWidth: 120, aliasDuplicateObjects: false });

export function setupScript(setup: SetupArguments): string {
  const { name, region, accountId } = setup;
  return [
    '#!/bin/sh',
    '# Builds the live feed of AWS Backup for vaultop. Read it first: it creates a queue, an event bus, rules and roles.',
    'set -eu',
    '',
    `# 1. The queue, in account ${accountId}, ${region}`,
    hereDocument(`${name}-central.yaml`, toYaml(centralTemplate(setup))),
    deploy(`${name}-central`, region),
    '',
    `# 2. The rules, in each Region of ${setup.organizationId ?? ['this account', ...setup.accounts].join(', ')}`,
    hereDocument(`${name}-member.yaml`, toYaml(memberTemplate(setup))),
    ...setup.regions.map((each) => deploy(`${name}-member`, each)),
    ...others(setup),
    '',
    '# 3. The flag to start vaultop with, and the policy that its role needs',
    `aws cloudformation describe-stacks --region ${region} --stack-name ${name}-central --query 'Stacks[0].Outputs'`,
    '',
  ].join('\n');
}

const hereDocument = (file: string, text: string): string => `cat > ${file} <<'TEMPLATE'\n${text}TEMPLATE`;

const deploy = (template: string, region: string, profile = ''): string =>
  `aws cloudformation deploy --region ${region} --stack-name ${template} --template-file ${template}.yaml` +
  ` --capabilities CAPABILITY_IAM${profile}`;

function others({ name, region, regions, organizationId, units, accounts }: SetupArguments): string[] {
  if (organizationId) {
    const targets = `OrganizationalUnitIds=${units.join(',')}`;
    return [
      '# All accounts of the organization but the management account: run this in that account or in a delegated administrator',
      `aws cloudformation create-stack-set --region ${region} --stack-set-name ${name}-member` +
        ` --template-body file://${name}-member.yaml --capabilities CAPABILITY_IAM --permission-model SERVICE_MANAGED` +
        ' --auto-deployment Enabled=true,RetainStacksOnAccountRemoval=false',
      `aws cloudformation create-stack-instances --region ${region} --stack-set-name ${name}-member` +
        ` --deployment-targets ${targets} --regions ${regions.join(' ')}`,
    ];
  }
  return accounts.flatMap((account) => [
    `# Account ${account}: its credentials under a profile of that name`,
    ...regions.map((each) => deploy(`${name}-member`, each, ` --profile ${account}`)),
  ]);
}
