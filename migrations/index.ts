import { Platform1763856000000 } from './1763856000000-platform.js';
import { Identity1763856100000 } from './1763856100000-identity.js';
import { Agencies1763856200000 } from './1763856200000-agencies.js';
import { Curricula1763856300000 } from './1763856300000-curricula.js';
import { Trainees1763856400000 } from './1763856400000-trainees.js';
import { Sessions1763856500000 } from './1763856500000-sessions.js';
import { Scoring1763856600000 } from './1763856600000-scoring.js';
import { Compliance1763856700000 } from './1763856700000-compliance.js';
import { EdgeSync1763856800000 } from './1763856800000-edge-sync.js';
import { ClaimableTasks1763856900000 } from './1763856900000-claimable-tasks.js';
import { UnitReach1763857100000 } from './1763857100000-unit-reach.js';
import { TaskTraces1763857200000 } from './1763857200000-task-traces.js';
import { BackupReadsAll1763857200001 } from './1763857200001-backup-reads-all.js';
import { SigningKeyPhases1763857300000 } from './1763857300000-signing-key-phases.js';
import { TaskLanes1763857400000 } from './1763857400000-task-lanes.js';
import { SessionDirection1763857500000 } from './1763857500000-session-direction.js';
import { ModelRegistry1763857600000 } from './1763857600000-model-registry.js';
import { PublishedRubrics1763857700000 } from './1763857700000-published-rubrics.js';
import { Judge1763857800000 } from './1763857800000-judge.js';
import { ReviewWorkspace1763857900000 } from './1763857900000-review-workspace.js';
import { Appeals1763858000000 } from './1763858000000-appeals.js';
import { Calibration1763858100000 } from './1763858100000-calibration.js';
import { Regrades1763858200000 } from './1763858200000-regrades.js';
import { Standings1763858300000 } from './1763858300000-standings.js';
import { TrainingSources1763858400000 } from './1763858400000-training-sources.js';
import { Consequences1763858450000 } from './1763858450000-consequences.js';
import { Blobs1763858500000 } from './1763858500000-blobs.js';
import { Exports1763858500001 } from './1763858500001-exports.js';
import { AgencyPolicies1763858600000 } from './1763858600000-agency-policies.js';
import { Auditors1763858700000 } from './1763858700000-auditors.js';
import { Snapshots1763858800000 } from './1763858800000-snapshots.js';
import { ReportIndexes1763858900000 } from './1763858900000-report-indexes.js';

/** Every migration, oldest first. The order of the contexts is the order of libs/. */
export const MIGRATIONS = [
  Platform1763856000000,
  Identity1763856100000,
  Agencies1763856200000,
  Curricula1763856300000,
  Trainees1763856400000,
  Sessions1763856500000,
  Scoring1763856600000,
  Compliance1763856700000,
  EdgeSync1763856800000,
  ClaimableTasks1763856900000,
  UnitReach1763857100000,
  TaskTraces1763857200000,
  BackupReadsAll1763857200001,
  SigningKeyPhases1763857300000,
  TaskLanes1763857400000,
  SessionDirection1763857500000,
  ModelRegistry1763857600000,
  PublishedRubrics1763857700000,
  Judge1763857800000,
  ReviewWorkspace1763857900000,
  Appeals1763858000000,
  Calibration1763858100000,
  Regrades1763858200000,
  Standings1763858300000,
  TrainingSources1763858400000,
  Consequences1763858450000,
  Blobs1763858500000,
  Exports1763858500001,
  AgencyPolicies1763858600000,
  Auditors1763858700000,
  Snapshots1763858800000,
  ReportIndexes1763858900000,
];
