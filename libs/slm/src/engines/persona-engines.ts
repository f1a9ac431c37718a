import { Injectable } from '@nestjs/common';
import type { ModelRef } from '../chat-model.js';
import type { PersonaEngine } from '../engine.js';
import { scriptedEngine } from '../scripted-player/scripted-engine.js';

/** Gives each session what plays its civilian. */
@Injectable()
export class PersonaEngines {
  private readonly scripted = scriptedEngine(() => performance.now());

  /**
   * @param model the session's pinned model version; null for the scripted player
   * @throws EngineError UNAVAILABLE when this process reaches no engine of the model's lane
   */
  of(model: ModelRef | null): PersonaEngine {
    if (!model) return this.scripted;
    throw new Error(`no engine serves ${model.label}`);
  }
}
