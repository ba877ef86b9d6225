import { flag, listOf, mapOf, number, struct, text } from '../wire/own-schema.ts';

const target = struct({
  Id: text,
  Arn: text,
  RoleArn: text,
  Input: text,
  InputPath: text,
  InputTransformer: struct({ InputPathsMap: mapOf(text), InputTemplate: text }),
});

const entry = struct({
  Source: text,
  DetailType: text,
  Detail: text,
  Resources: listOf(text),
  Time: number,
  EventBusName: text,
});

/** The parameters of all operations. */
export const eventsInput = struct({
  Name: text,
  Rule: text,
  NamePrefix: text,
  EventBusName: text,
  EventPattern: text,
  Event: text,
  ScheduleExpression: text,
  Description: text,
  State: text,
  RoleArn: text,
  Targets: listOf(target),
  Ids: listOf(text),
  Entries: listOf(entry),
  Force: flag,
  Limit: number,
  NextToken: text,
  Policy: text,
  StatementId: text,
  Action: text,
  Principal: text,
  Condition: struct({ Type: text, Key: text, Value: text }),
  RemoveAllPermissions: flag,
  Tags: listOf(struct({ Key: text, Value: text })),
});
