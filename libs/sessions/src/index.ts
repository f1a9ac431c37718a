export { storeEdgeSession, type PlayedOffline } from './edge-session.js';
export { invalidateSession } from './end-session.js';
export {
  ScenarioSessionEntity,
  type EngineKind,
  type OutcomePath,
  type SessionMode,
  type SessionOrigin,
  type SessionState,
} from './scenario-session.entity.js';
export { sessionCompleted } from './session-events.js';
export { sessionById, sessionsByIds } from './session.queries.js';
export { SessionsModule } from './sessions.module.js';
export { TurnEntity, type Speaker } from './turn.entity.js';
export { turnsOf } from './turn.queries.js';
export { SpeakerEnum } from './turn.types.js';
