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
  TURN_FAULTS,
  type EngineKind,
  type PersonaEngine,
  type PlayInput,
  type PlayMessage,
  type RejectedAttempt,
  type TurnFault,
  type TurnProvenance,
} from './engine.js';
export {
  EngineError,
  type ChatEvent,
  type ChatMessage,
  type ChatModel,
  type ChatRequest,
  type EngineClient,
  type EngineErrorCode,
  type EngineHealth,
  type FinishReason,
  type ModelRef,
} from './chat-model.js';
export { EngineRoster } from './engines/engine-roster.js';
export { EnginesModule } from './engines/engines.module.js';
export { PersonaEngines } from './engines/persona-engines.js';
export type { EvaluationReport, EvaluatedModel } from './evaluation/evaluate-models.js';
export type { EvaluationCase } from './evaluation/evaluation-case.js';
export { loadEvaluation } from './evaluation/load-evaluation.js';
export { buildPrompt, type Prompt, type PromptOptions } from './prompting/build-prompt.js';
export { allowModel } from './registry/allow-model.js';
export { markDemonstration } from './registry/demonstration.js';
export {
  addEngine,
  ENGINE_FLAVOURS,
  everyEngine,
  listEngines,
  removeEngine,
  setEngineEnabled,
  type EngineFlavour,
  type RegisteredEngine,
} from './registry/engines.queries.js';
export { useProblem } from './registry/licences.js';
export { readModelCard, type ModelCard } from './registry/model-card.js';
export { modelForNewSession, modelRef, modelVersionById } from './registry/model-of-session.js';
export { listModels, type ListedModel } from './registry/list-models.js';
export { versionByName } from './registry/model-versions.queries.js';
export { operatorByName, recordAction } from './registry/operator-actions.js';
export { registerModel } from './registry/register-model.js';
export { activate, beginCanary, retire, storeEvaluation, type VersionName } from './registry/release-model.js';
export { isPercent, PERCENTS, type Percent } from './registry/release.js';
export { Fleet } from './routing/fleet.js';
export { scriptedEngine, SCRIPTED_PLAYER_VERSION } from './scripted-player/scripted-engine.js';
export { shippedPath } from './shipped-path.js';
export { SlmModule } from './slm.module.js';
