import { Field, ObjectType } from '@nestjs/graphql';
import { enumOf, ReadScope } from '#platform';
import type { ChangeKind, Comparability } from './rubric-diff.js';
import { RubricVersion } from './rubric.types.js';
import type { Rise } from './version-number.js';

const ChangeKindEnum = enumOf<ChangeKind>('RubricChangeKind', 'What happened to a place of a rubric.', {
  ADDED: 'It was not there before.',
  REMOVED: 'It is there no more.',
  CHANGED: 'It says something else.',
});

const RiseEnum = enumOf<Rise>('VersionRise', 'Which of the three numbers of a version must rise for a change.', {
  PATCH: 'The third, for what no grader goes by: sources, notes, order.',
  MINOR: 'The second, for anchors and critical fails in other words.',
  MAJOR: 'The first, for weights, points, cuts, shares and codes.',
});

const ComparabilityEnum = enumOf<Comparability>(
  'RubricComparability',
  'What scores by two rubric versions say of each other.',
  {
    COMPARABLE: 'Nothing that a grader goes by differs.',
    WITH_CARE: 'The arithmetic is the same, but graders are told other words, so levels may shift.',
    NOT_COMPARABLE: 'What counts, or how much, differs.',
  },
);

@ObjectType('RubricChange', { description: 'One difference between two rubric versions.' })
@ReadScope('curriculum:read')
export class RubricChangeType {
  @Field(() => ChangeKindEnum, { description: 'What happened.' })
  kind: ChangeKind;

  @Field(() => String, { description: 'Where, by code: `competencies[ACTIVE_LISTENING].anchors.level3`.' })
  path: string;

  @Field(() => String, {
    nullable: true,
    description:
      'What it said: a text or number, codes in order, or JSON of all of a code; null where it was not there.',
  })
  before: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'What it says, in the same form; null where it is there no more.',
  })
  after: string | null;

  @Field(() => RiseEnum, { description: 'Which number of the version must rise for it.' })
  rise: Rise;

  @Field(() => String, { description: 'The change as one sentence, in English.' })
  text: string;
}

@ObjectType('RubricDiff', { description: 'What differs between two rubric versions, and what it means for grades.' })
@ReadScope('curriculum:read')
export class RubricDiffType {
  @Field(() => RubricVersion, { description: 'The version that is compared with.' })
  from: RubricVersion;

  @Field(() => RubricVersion, { description: 'The version that is compared.' })
  to: RubricVersion;

  @Field(() => [RubricChangeType], { description: 'Every difference; none where both say the same.' })
  changes: RubricChangeType[];

  @Field(() => RiseEnum, {
    nullable: true,
    description: 'Which number must rise for all of it together; null where both say the same.',
  })
  rise: Rise | null;

  @Field(() => ComparabilityEnum, { description: 'Whether scores by both can be compared.' })
  comparability: Comparability;

  @Field(() => String, { description: 'What that means, in English.' })
  meaning: string;
}
