import { Events, openDataSource, registeredEntities, TenantDb, type Actor, type TenantTx } from '#platform';
import { AssignmentService } from '../src/assignments/assignment.service.js';
import { AttendanceService } from '../src/attendance/attendance.service.js';
import { CohortService } from '../src/cohorts/cohort.service.js';
import { OutsideTrainingService } from '../src/outside-training/outside-training.service.js';
import { PresentationService } from '../src/presentations/presentation.service.js';
import { PresentationChangesService } from '../src/presentations/presentation-changes.service.js';
import { RosterCheckService } from '../src/presentations/roster-check.service.js';
import { RosterCorrectionService } from '../src/presentations/roster-correction.service.js';
import { RosterService } from '../src/presentations/roster.service.js';
import { TrainingRecordService } from '../src/records/training-record.service.js';

/** Each call of a service is an operation of its own here: its read ends with it, or the pool would run dry. */
class OperationPerRead extends TenantDb {
  override async read<T>(actor: Actor, work: (tx: TenantTx) => Promise<T>): Promise<T> {
    try {
      return await super.read(actor, work);
    } finally {
      await this.closeRead(actor);
    }
  }
}

export interface OwnDatabase {
  urls: { app: string };
  masterKey: string;
  drop(): Promise<void>;
}

/** The services of this context on a database of the test file's own. */
export interface Training {
  db: TenantDb;
  events: Events;
  cohorts: CohortService;
  presentations: PresentationService;
  rosters: RosterService;
  assignments: AssignmentService;
  changes: PresentationChangesService;
  checks: RosterCheckService;
  corrections: RosterCorrectionService;
  attendance: AttendanceService;
  outside: OutsideTrainingService;
  records: TrainingRecordService;
  close(): Promise<void>;
}

/** @param database of the test file's own; dropped by `close` */
export async function openTraining(database: OwnDatabase): Promise<Training> {
  const source = await openDataSource({
    url: database.urls.app,
    entities: registeredEntities(),
    poolSize: 6,
    name: 'test',
  });
  const db = new OperationPerRead(source);
  const events = new Events();
  return {
    db,
    events,
    cohorts: new CohortService(db),
    presentations: new PresentationService(db, events),
    rosters: new RosterService(db, events),
    assignments: new AssignmentService(db, events),
    changes: new PresentationChangesService(db, events),
    checks: new RosterCheckService(db),
    corrections: new RosterCorrectionService(db, events),
    attendance: new AttendanceService(db, events),
    outside: new OutsideTrainingService(db, events),
    records: new TrainingRecordService(db, events),
    close: async () => {
      await source.destroy();
      await database.drop();
    },
  };
}
