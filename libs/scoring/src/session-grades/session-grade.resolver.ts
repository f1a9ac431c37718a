import { Args, ID, Query, Resolver } from '@nestjs/graphql';
import { Actor, Allow, CurrentActor, fromGlobalId, LoadsNode } from '#platform';
import { gradeTyped, practiceTyped, reviewTyped, sessionGradeTyped } from './session-grade-typed.js';
import { PracticeDebriefType } from './practice-debrief.types.js';
import { SessionGradeService } from './session-grade.service.js';
import { GradeType, ReviewType, SessionGradeType } from './session-grade.types.js';

@Resolver(() => SessionGradeType)
export class SessionGradeResolver {
  constructor(private readonly grades: SessionGradeService) {}

  @Query(() => SessionGradeType, {
    nullable: true,
    description:
      'How the grading of a proof session stands; null before it is graded, and where there is none that the caller may see.',
  })
  @Allow('score:read')
  async sessionGrade(
    @CurrentActor() actor: Actor,
    @Args('sessionId', { type: () => ID, description: 'Global id of a scenario session.' }) sessionId: string,
  ): Promise<SessionGradeType | null> {
    const grading = await this.grades.sessionGrade(actor, fromGlobalId('ScenarioSession', sessionId, 'sessionId'));
    return grading && sessionGradeTyped(grading);
  }

  @Query(() => PracticeDebriefType, {
    nullable: true,
    description: 'The debrief of the caller’s own practice; null before it is made, and for anybody else’s.',
  })
  @Allow('session:read')
  async practiceDebrief(
    @CurrentActor() actor: Actor,
    @Args('sessionId', { type: () => ID, description: 'Global id of a scenario session.' }) sessionId: string,
  ): Promise<PracticeDebriefType | null> {
    const grade = await this.grades.practice(actor, fromGlobalId('ScenarioSession', sessionId, 'sessionId'));
    return grade && practiceTyped(grade);
  }

  @LoadsNode('Grade')
  async loadGrade(actor: Actor, id: string): Promise<GradeType | null> {
    const grade = await this.grades.grade(actor, id);
    return grade && gradeTyped(grade);
  }

  @LoadsNode('Review')
  async loadReview(actor: Actor, id: string): Promise<ReviewType | null> {
    const review = await this.grades.review(actor, id);
    return review && reviewTyped(review);
  }
}
