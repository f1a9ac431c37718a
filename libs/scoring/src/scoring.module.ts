import { Module, type OnModuleInit } from '@nestjs/common';
import { Events, Tasks } from '#platform';
import { sessionCompleted } from '#sessions';
import { DecisionResolver } from './decisions/decision.resolver.js';
import { DecisionService } from './decisions/decision.service.js';
import './decisions/grade-decision.entity.js';
import './external-reviewers/external-assignment.entity.js';
import './external-reviewers/external-reviewer.entity.js';
import { ExternalReviewerResolver } from './external-reviewers/external-reviewer.resolver.js';
import { ExternalReviewerService } from './external-reviewers/external-reviewer.service.js';
import { gradeSession } from './grading/grade-session.js';
import { GradeSessionTask } from './grading/grade-session.task.js';
import './grading/grade.entity.js';
import './reviews/review.entity.js';
import { ReviewService } from './reviews/review.service.js';
import './second-reviews/review-settings.entity.js';
import './second-reviews/second-review.entity.js';
import { SecondReviewResolver } from './second-reviews/second-review.resolver.js';
import { SecondReviewService } from './second-reviews/second-review.service.js';
import { SessionGradeResolver } from './session-grades/session-grade.resolver.js';
import { SessionGradeService } from './session-grades/session-grade.service.js';
import { SignedScoreResolver } from './signed-scores/signed-score.resolver.js';
import { GradingQueueResolver } from './workspace/grading-queue.resolver.js';
import { GradingQueueService } from './workspace/grading-queue.service.js';
import './workspace/queued-session.entity.js';
import './workspace/review-draft.entity.js';
import { ReviewDraftService } from './workspace/review-draft.service.js';
import { ReviewWorkspaceResolver } from './workspace/review-workspace.resolver.js';
import { ReviewWorkspaceService } from './workspace/review-workspace.service.js';

@Module({
  providers: [
    ReviewService,
    DecisionService,
    SessionGradeService,
    GradeSessionTask,
    SessionGradeResolver,
    DecisionResolver,
    SignedScoreResolver,
    GradingQueueService,
    GradingQueueResolver,
    ReviewDraftService,
    ReviewWorkspaceService,
    ReviewWorkspaceResolver,
    SecondReviewService,
    SecondReviewResolver,
    ExternalReviewerService,
    ExternalReviewerResolver,
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
