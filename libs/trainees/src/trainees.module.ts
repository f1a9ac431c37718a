import { Module } from '@nestjs/common';
import { AssignmentResolver } from './assignments/assignment.resolver.js';
import { AssignmentService } from './assignments/assignment.service.js';
import './assignments/assignment.entity.js';
import { AttendanceResolver } from './attendance/attendance.resolver.js';
import { AttendanceService } from './attendance/attendance.service.js';
import './attendance/attendance.entity.js';
import { CohortResolver } from './cohorts/cohort.resolver.js';
import { CohortService } from './cohorts/cohort.service.js';
import { EnrolmentResolver } from './cohorts/enrolment.resolver.js';
import './cohorts/cohort.entity.js';
import './cohorts/enrolment.entity.js';
import { MembersLoader } from './members-loader.js';
import { OutsideTrainingResolver } from './outside-training/outside-training.resolver.js';
import { OutsideTrainingService } from './outside-training/outside-training.service.js';
import './outside-training/outside-training-verification.entity.js';
import { PresentationChangesResolver } from './presentations/presentation-changes.resolver.js';
import { PresentationChangesService } from './presentations/presentation-changes.service.js';
import { PresentationResolver } from './presentations/presentation.resolver.js';
import { PresentationService } from './presentations/presentation.service.js';
import { PresentationsLoader } from './presentations/presentations-loader.js';
import { RosterCheckResolver } from './presentations/roster-check.resolver.js';
import { RosterCheckService } from './presentations/roster-check.service.js';
import { RosterCorrectionService } from './presentations/roster-correction.service.js';
import { RosterEntryResolver } from './presentations/roster-entry.resolver.js';
import { RosterResolver } from './presentations/roster.resolver.js';
import { RosterService } from './presentations/roster.service.js';
import './presentations/presentation.entity.js';
import './presentations/roster-entry.entity.js';
import './presentations/roster-correction.entity.js';
import './presentations/roster-requirements.entity.js';
import './presentations/roster-state.entity.js';
import { TrainingRecordResolver } from './records/training-record.resolver.js';
import { TrainingRecordService } from './records/training-record.service.js';
import './records/training-record.entity.js';

/** Cohorts, presentations with their rosters, assignments and the training ledger. The entities are imported to register their tables. */
@Module({
  providers: [
    AssignmentResolver,
    AssignmentService,
    AttendanceResolver,
    AttendanceService,
    CohortResolver,
    CohortService,
    EnrolmentResolver,
    MembersLoader,
    OutsideTrainingResolver,
    OutsideTrainingService,
    PresentationChangesResolver,
    PresentationChangesService,
    PresentationResolver,
    PresentationService,
    PresentationsLoader,
    RosterCheckResolver,
    RosterCheckService,
    RosterCorrectionService,
    RosterEntryResolver,
    RosterResolver,
    RosterService,
    TrainingRecordResolver,
    TrainingRecordService,
  ],
})
export class TraineesModule {}
