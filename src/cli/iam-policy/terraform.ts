// The policy as Terraform's data source:
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document
import type { PolicyDocument, PolicyStatement } from './policy.ts';

export function toTerraform({ Statement }: PolicyDocument): string {
  return `data "aws_iam_policy_document" "vaultop" {\n${Statement.map(statementText).join('\n')}}\n`;
}

function statementText({ Sid, Action, Resource, Condition = {} }: PolicyStatement): string {
  const conditions = Object.entries(Condition).flatMap(([test, keys]) =>
    Object.entries(keys).map(([variable, value]) => conditionText(test, variable, value)),
  );
  const lists = [listText('actions', Action), listText('resources', Resource)];
  return `  statement {\n    sid = ${quoted(Sid)}\n${lists.join('')}${conditions.join('')}  }\n`;
}

const listText = (name: string, values: readonly string[]): string =>
  `    ${name} = [\n${values.map((value) => `      ${quoted(value)},\n`).join('')}    ]\n`;

const conditionText = (test: string, variable: string, value: string): string =>
  `    condition {\n      test     = ${quoted(test)}\n      variable = ${quoted(variable)}\n      values   = [${quoted(value)}]\n    }\n`;

/** `${` and `%{` begin a template: https://developer.hashicorp.com/terraform/language/expressions/strings */
const quoted = (text: string): string => JSON.stringify(text).replace(/([$%])\{/g, '$1$1{');
