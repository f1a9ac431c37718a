export type { AssignmentMode } from './assignments/assignment.entity.js';
export {
  assignmentForPlay,
  assignmentsForDevice,
  type AssignmentForPlay,
  type AssignmentReach,
} from './assignments/assignment.queries.js';
export { problemsOfRoster } from './presentations/problems-of-roster.js';
export { presentationsByIds } from './presentations/presentation.queries.js';
export {
  problemsOf,
  ROSTER_PROBLEM_CODES,
  type RosterFacts,
  type RosterProblem,
  type RosterProblemCode,
} from './presentations/roster-problems.js';
export { rosterChanged } from './presentations/roster-changed.js';
export type { RosterState } from './presentations/roster-state.js';
export { correctRecord, type CorrectRecord } from './records/correct-record.js';
export { recordTraining, trainingRecorded, type Recorded, type RecordTraining } from './records/record-training.js';
export {
  lockAttendance,
  standingEntry,
  type Attendance,
  type StandingEntry,
} from './records/standing-entry.queries.js';
export { recordEarnedBy, type EarnedRecord } from './records/record-earned-by.js';
export {
  earnedRecordId,
  HOURS_ALONE,
  trainingRecordsOf,
  trainingRecordsOfMembers,
  type LedgerRow,
} from './records/training-record.queries.js';
export {
  plannedPresentations,
  traineesOnRosters,
  type PlannedPresentation,
} from './presentations/planned-presentations.queries.js';
export { PresentationType, RosterStateEnum } from './presentations/presentation.types.js';
export { PresentationsLoader } from './presentations/presentations-loader.js';
export { coursesByCode, type ListedCourse } from './statistics/listed-courses.queries.js';
export { spreadOf, type Spread } from './statistics/spread.js';
export {
  trainingStatistics,
  type HeldWithin,
  type TrainingStatistics,
} from './statistics/training-statistics.queries.js';
export { TraineesModule } from './trainees.module.js';
