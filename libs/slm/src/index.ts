export { ACT_KINDS, type ActKind, type OfficerAct, type SpeechContext } from './speech/act-kinds.js';
export { officerActs } from './speech/officer-acts.js';
