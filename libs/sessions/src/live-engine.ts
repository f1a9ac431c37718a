import { scriptedEngine, type PersonaEngine } from '#slm';

/** What plays the civilian of a session played live. Routing to inference servers comes with the model registry. */
export const liveEngine: PersonaEngine = scriptedEngine(() => performance.now());
