import { Module, type OnModuleInit } from '@nestjs/common';
import { Events, OperationsModule, Tasks } from '#platform';
import { sessionCompleted } from '#sessions';
import { AppealDecisionResolver } from './appeals/appeal-decision.resolver.js';
import { AppealDecisionService } from './appeals/appeal-decision.service.js';
import './appeals/appeal-limit.entity.js';
import './appeals/appeal-outcome.entity.js';
import './appeals/appeal-review.entity.js';
import { AppealReviewService } from './appeals/appeal-review.service.js';
import './appeals/appeal.entity.js';
import { AppealResolver } from './appeals/appeal.resolver.js';
import { AppealService } from './appeals/appeal.service.js';
import { SessionGradeAppealResolver } from './appeals/session-grade-appeal.resolver.js';
import './coaching-notes/coaching-note-mark.entity.js';
import './coaching-notes/coaching-note.entity.js';
import { CoachingNoteResolver } from './coaching-notes/coaching-note.resolver.js';
import { CoachingNoteService } from './coaching-notes/coaching-note.service.js';
import { CalibrationResolver } from './calibration/calibration.resolver.js';
import { CalibrationService } from './calibration/calibration.service.js';
import './calibration/calibration-threshold.entity.js';
import './calibration/prefill.entity.js';
import { PrefillService } from './calibration/prefill.service.js';
import { DecisionResolver } from './decisions/decision.resolver.js';
import { DecisionService } from './decisions/decision.service.js';
import { DebriefPrinter } from './debrief/debrief-printer.js';
import { DebriefResolver } from './debrief/debrief.resolver.js';
import { DebriefService } from './debrief/debrief.service.js';
import './decisions/grade-decision.entity.js';
import './external-reviewers/external-assignment.entity.js';
import './external-reviewers/external-reviewer.entity.js';
import { EmbeddedGrader } from './embedded-grader/embedded-grader.js';
import { ExternalReviewerResolver } from './external-reviewers/external-reviewer.resolver.js';
import { ExternalReviewerService } from './external-reviewers/external-reviewer.service.js';
import { GradeSessionTask } from './grading/grade-session.task.js';
import './grading/grade.entity.js';
import { JudgeSessionTask } from './grading/judge-session.task.js';
import { queueGrading } from './grading/queue-grading.js';
import './judge/unusable-judgement.entity.js';
import { UnusableJudgementResolver } from './judge/unusable-judgement.resolver.js';
import { UnusableJudgementService } from './judge/unusable-judgement.service.js';
import { CollectRegradeTask } from './regrades/collect-regrade.task.js';
import { HandOutRegradeTask } from './regrades/hand-out-regrade.task.js';
import { RegradeGraders } from './regrades/regrade-graders.js';
import './regrades/regrade-item.entity.js';
import './regrades/regrade-referral.entity.js';
import { RegradeReferralService } from './regrades/regrade-referral.service.js';
import { RegradeReportResolver } from './regrades/regrade-report.resolver.js';
import { RegradeReportService } from './regrades/regrade-report.service.js';
import { RegradeSessionTask } from './regrades/regrade-session.task.js';
import './regrades/regrade.entity.js';
import { RegradeResolver } from './regrades/regrade.resolver.js';
import { RegradeService } from './regrades/regrade.service.js';
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

/** Grading many sessions again. */
const REGRADES = [
  RegradeGraders,
  RegradeService,
  RegradeReportService,
  RegradeReferralService,
  CollectRegradeTask,
  HandOutRegradeTask,
  RegradeSessionTask,
  RegradeResolver,
  RegradeReportResolver,
];

@Module({
  imports: [OperationsModule],
  providers: [
    ...REGRADES,
    EmbeddedGrader,
    ReviewService,
    DecisionService,
    AppealService,
    AppealReviewService,
    AppealDecisionService,
    CoachingNoteService,
    SessionGradeService,
    UnusableJudgementService,
    GradeSessionTask,
    JudgeSessionTask,
    SessionGradeResolver,
    UnusableJudgementResolver,
    DecisionResolver,
    AppealResolver,
    AppealDecisionResolver,
    SessionGradeAppealResolver,
    CoachingNoteResolver,
    SignedScoreResolver,
    CalibrationService,
    PrefillService,
    CalibrationResolver,
    DebriefService,
    DebriefPrinter,
    DebriefResolver,
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
    private readonly judgeSession: JudgeSessionTask,
    private readonly collectRegrade: CollectRegradeTask,
    private readonly handOutRegrade: HandOutRegradeTask,
    private readonly regradeSession: RegradeSessionTask,
  ) {}

  onModuleInit(): void {
    this.tasks.handle(this.gradeSession);
    this.tasks.handle(this.judgeSession);
    this.tasks.handle(this.collectRegrade);
    this.tasks.handle(this.handOutRegrade);
    this.tasks.handle(this.regradeSession);
    this.events.on(sessionCompleted, (tx, _actor, { sessionId }) => queueGrading(tx, this.tasks, sessionId));
  }
}
