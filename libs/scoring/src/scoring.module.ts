import { Module, type OnModuleInit } from '@nestjs/common';
import { Events, Tasks } from '#platform';
import { sessionCompleted } from '#sessions';
import { DecisionResolver } from './decisions/decision.resolver.js';
import { DecisionService } from './decisions/decision.service.js';
import { DebriefPrinter } from './debrief/debrief-printer.js';
import { DebriefResolver } from './debrief/debrief.resolver.js';
import { DebriefService } from './debrief/debrief.service.js';
import './decisions/grade-decision.entity.js';
import { gradeSession } from './grading/grade-session.js';
import { GradeSessionTask } from './grading/grade-session.task.js';
import './grading/grade.entity.js';
import './reviews/review.entity.js';
import { ReviewService } from './reviews/review.service.js';
import { SessionGradeResolver } from './session-grades/session-grade.resolver.js';
import { SessionGradeService } from './session-grades/session-grade.service.js';
import { SignedScoreResolver } from './signed-scores/signed-score.resolver.js';

@Module({
  providers: [
    ReviewService,
    DecisionService,
    SessionGradeService,
    GradeSessionTask,
    SessionGradeResolver,
    DecisionResolver,
    SignedScoreResolver,
    DebriefService,
    DebriefPrinter,
    DebriefResolver,
  ],
})
export class ScoringModule implements OnModuleInit {
  constructor(
    private readonly tasks: Tasks,
    private readonly events: Events,
    private readonly gradeSession: GradeSessionTask,
  ) {}

  onModuleInit(): void {
    this.tasks.handle(this.gradeSession);
    this.events.on(sessionCompleted, async (tx, _actor, { sessionId }) => {
      await this.tasks.add(tx, gradeSession, { sessionId });
    });
  }
}
