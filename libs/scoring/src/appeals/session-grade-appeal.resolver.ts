import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Actor, CurrentActor, fromGlobalId } from '#platform';
import { decisionTyped } from '../session-grades/session-grade-typed.js';
import { SessionGradeService } from '../session-grades/session-grade.service.js';
import { GradeDecisionType, SessionGradeType } from '../session-grades/session-grade.types.js';
import { appealTyped } from './appeal-typed.js';
import { AppealService } from './appeal.service.js';
import { AppealType } from './appeal.types.js';

/** What the grading of a session tells of its appeal. */
@Resolver(() => SessionGradeType)
export class SessionGradeAppealResolver {
  constructor(
    private readonly appeals: AppealService,
    private readonly grades: SessionGradeService,
  ) {}

  @ResolveField(() => AppealType, { nullable: true, description: 'The appeal against it; null for none.' })
  async appeal(@CurrentActor() actor: Actor, @Parent() grade: SessionGradeType): Promise<AppealType | null> {
    const row = await this.appeals.ofSession(actor, sessionOf(grade));
    return row && appealTyped(row);
  }

  @ResolveField(() => Date, {
    nullable: true,
    description: 'Until when its trainee may appeal; null where that cannot be done, or not any more.',
  })
  appealableUntil(@CurrentActor() actor: Actor, @Parent() grade: SessionGradeType): Promise<Date | null> {
    return this.appeals.openUntil(actor, sessionOf(grade));
  }

  @ResolveField(() => GradeDecisionType, {
    nullable: true,
    description: 'The first decision, where an appeal has replaced it; null where the first is the official one.',
  })
  async replacedDecision(
    @CurrentActor() actor: Actor,
    @Parent() grade: SessionGradeType,
  ): Promise<GradeDecisionType | null> {
    const replaced = await this.grades.replacedDecision(actor, sessionOf(grade));
    return replaced && decisionTyped(replaced.decision, replaced.signed);
  }
}

const sessionOf = ({ sessionId }: SessionGradeType): string => fromGlobalId('ScenarioSession', sessionId, 'sessionId');
