import type { SpokenTurn } from '../scripted-player/play-turn.js';

/** A held-out dialogue or case that a model answers in. */
export interface EvaluationCase {
  /** Its name in its file. */
  key: string;
  situation: string;
  persona: {
    name: string;
    age?: number;
    emotionalState?: string;
    speakingStyle?: string;
    background?: string;
  };
  /** Oldest first. With the civilian's turns the model is scored against them; without, it answers the officer on its own. */
  turns: readonly SpokenTurn[];
}
