import { Field, ID, ObjectType } from '@nestjs/graphql';
import { Connection, DateTime, Node, ReadScope } from '#platform';

@ObjectType('AuditEntry', {
  implements: () => [Node],
  description: 'Who did what and when, in this agency. Never changed.',
})
@ReadScope('audit:read')
export class AuditEntryType extends Node {
  @Field(() => DateTime, { description: 'When it was done.' })
  at: Date;

  @Field(() => ID, {
    nullable: true,
    description: 'Global id of the member, service account or device that did it; null for an operator or a task.',
  })
  principalId: string | null;

  @Field(() => String, { description: 'What did it: MEMBER, SERVICE_ACCOUNT, DEVICE, OPERATOR or TASK.' })
  principalKind: string;

  @Field(() => String, { description: 'What was done, `<noun>.<past verb>`, for example `grade.signed`.' })
  action: string;

  @Field(() => ID, { description: 'Global id of what it was done to.' })
  entityId: string;

  @Field(() => String, { description: 'More about it, as the text of a JSON object.' })
  details: string;

  @Field(() => String, { description: 'The request that did it, as in the header x-request-id.' })
  requestId: string;
}

export const AuditEntryConnection = Connection(AuditEntryType);
