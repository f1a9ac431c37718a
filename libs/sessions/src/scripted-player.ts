import { scriptedEngine, type PersonaEngine } from '#slm';

/** What plays the civilian of a session that no model plays; it tells the API its kind and label. */
export const scriptedPlayer: PersonaEngine = scriptedEngine(() => performance.now());
