import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { Connection, enumOf, LocalDate, Node, ReadScope } from '#platform';
import type { RosterState } from './roster-state.js';

export const RosterStateEnum = enumOf<RosterState>(
  'RosterState',
  'Where the roster of a presentation stands with the state board.',
  {
    DRAFT: 'Not submitted yet: trainees can be put on it.',
    SUBMITTED: 'Submitted to the board.',
    PENDING: 'The board has it and has not decided.',
    APPROVED: 'The board approved it: what it earned counts.',
    REJECTED: 'The board refused it: nothing it earned counts.',
    CORRECTED: 'Reopened after a decision: it counts again once it is approved again.',
  },
);

@ObjectType('Presentation', {
  implements: () => [Node],
  description: 'One scheduled delivery of an approved course, with a roster.',
})
@ReadScope('presentation:read')
export class PresentationType extends Node {
  @Field(() => ID, { description: 'Global id of the approved course version that is delivered.' })
  courseVersionId: string;

  @Field(() => ID, { description: 'Global id of the member who instructs.' })
  instructorId: string;

  @Field(() => LocalDate, { description: 'First day.' })
  startsOn: string;

  @Field(() => LocalDate, { description: 'Last day.' })
  endsOn: string;

  @Field(() => String, { description: 'Where it takes place.' })
  location: string;

  @Field(() => RosterStateEnum, { description: 'Where its roster stands with the state board.' })
  rosterState: RosterState;

  @Field(() => Int, { nullable: true, description: 'How many can take part; null where nobody said.' })
  seats: number | null;

  @Field(() => Date, { nullable: true, description: 'When it was cancelled; null for one that was not.' })
  cancelledAt: Date | null;

  @Field(() => String, { nullable: true, description: 'Why it was cancelled; null for one that was not.' })
  cancelReason: string | null;

  @Field(() => Date, { description: 'When it was opened.' })
  createdAt: Date;
}

export const PresentationConnection = Connection(PresentationType);

@ObjectType('RosterEntry', { implements: () => [Node], description: 'A trainee on the roster of a presentation.' })
@ReadScope('presentation:read')
export class RosterEntryType extends Node {
  @Field(() => ID, { description: 'Global id of the presentation.' })
  presentationId: string;

  @Field(() => ID, { description: 'Global id of the member on the roster.' })
  traineeId: string;

  @Field(() => Date, {
    nullable: true,
    description: 'When a correction took them off it; null while they are on it.',
  })
  removedAt: Date | null;

  @Field(() => Date, { description: 'When they were put on it.' })
  createdAt: Date;
}

export const RosterEntryConnection = Connection(RosterEntryType);

@ObjectType('RosterStep', { description: 'One step of a roster on its way through the state board. Never changed.' })
@ReadScope('presentation:read')
export class RosterStepType {
  @Field(() => RosterStateEnum, { description: 'The state it reached.' })
  state: RosterState;

  @Field(() => String, { nullable: true, description: 'Why, where a reason was given.' })
  reason: string | null;

  @Field(() => ID, { description: 'Global id of the member who recorded it.' })
  decidedById: string;

  @Field(() => Date, { description: 'When it was recorded.' })
  decidedAt: Date;
}

export const RosterStepConnection = Connection(RosterStepType);
