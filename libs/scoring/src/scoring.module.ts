import { Module, type OnModuleInit } from '@nestjs/common';
import { Events, OperationsModule, Tasks } from '#platform';
import { sessionCompleted } from '#sessions';
import { DecisionResolver } from './decisions/decision.resolver.js';
import { DecisionService } from './decisions/decision.service.js';
import './decisions/grade-decision.entity.js';
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
import { SessionGradeResolver } from './session-grades/session-grade.resolver.js';
import { SessionGradeService } from './session-grades/session-grade.service.js';
import { SignedScoreResolver } from './signed-scores/signed-score.resolver.js';

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
    ReviewService,
    DecisionService,
    SessionGradeService,
    UnusableJudgementService,
    GradeSessionTask,
    JudgeSessionTask,
    SessionGradeResolver,
    UnusableJudgementResolver,
    DecisionResolver,
    SignedScoreResolver,
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
