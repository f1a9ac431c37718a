import { Injectable, Optional } from '@nestjs/common';
import { EngineError, type ModelRef } from '../chat-model.js';
import type { PersonaEngine } from '../engine.js';
import { modelPlayer } from '../model-player/model-player.js';
import { Fleet } from '../routing/fleet.js';
import { scriptedEngine } from '../scripted-player/scripted-engine.js';

/** Gives each session what plays its civilian. */
@Injectable()
export class PersonaEngines {
  private readonly scripted = scriptedEngine(() => performance.now());

  /** @param fleet of a process that talks to engines; the API has none */
  constructor(@Optional() private readonly fleet?: Fleet) {}

  /**
   * @param model the session's pinned model version; null for the scripted player
   * @throws EngineError UNAVAILABLE when this process reaches no engine of the model's lane
   */
  of(model: ModelRef | null): PersonaEngine {
    if (!model) return this.scripted;
    if (!this.fleet?.knows(model))
      throw new EngineError('UNAVAILABLE', `this process reaches no engine of lane ${model.lane}`);
    return modelPlayer({ model: this.fleet.model(model), fallback: this.scripted });
  }
}
