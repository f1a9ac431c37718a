export { ACT_KINDS, type ActKind, type OfficerAct, type SpeechContext } from './speech/act-kinds.js';
export { officerActs } from './speech/officer-acts.js';
export {
  BANDS,
  CUE_KINDS,
  OUTCOME_PATHS,
  personaSchema,
  playerScriptSchema,
  type Band,
  type OutcomePath,
  type PlayerLine,
  type PlayerScript,
} from './scripted-player/player-script.js';
export { type PlayerState } from './scripted-player/player-state.js';
export { type Ending } from './scripted-player/outcome.js';
export { playTurn, replayState, type PlayedTurn, type Speaker, type SpokenTurn } from './scripted-player/play-turn.js';
export {
  type EngineKind,
  type PersonaEngine,
  type PlayInput,
  type PlayMessage,
  type TurnProvenance,
} from './engine.js';
export { scriptedEngine, SCRIPTED_PLAYER_VERSION } from './scripted-player/scripted-engine.js';
