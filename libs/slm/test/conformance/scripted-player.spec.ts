import { scriptedEngine } from '../../src/index.js';
import { scriptOf } from '../scenario-pack.js';
import { describePersonaConformance } from './persona-conformance.js';

describePersonaConformance('the scripted player', async () => ({
  engine: scriptedEngine(() => performance.now()),
  input: { sessionId: 'a-session', script: scriptOf('mental-health-crisis'), situation: 'At the door.' },
  stop: async () => undefined,
}));
