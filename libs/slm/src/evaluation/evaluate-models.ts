import { digestOf } from '#platform';
import type { ChatModel } from '../chat-model.js';
import type { EvaluationCase } from './evaluation-case.js';
import { decideGate, figuresOf, type Figures, type GateDecision } from './gate.js';
import { playCases, type PlayOptions } from './play-cases.js';

/** What is kept of an evaluation: figures, and no word of a dialogue. */
export interface EvaluationReport {
  /** SHA-256, hex, of the cases as they were read. */
  casesDigest: string;
  seed: number;
  model: EvaluatedModel;
  /** What it was compared with; null for nothing. */
  against: EvaluatedModel | null;
  gate: GateDecision;
}

export interface EvaluatedModel {
  versionId: string;
  label: string;
  promptTemplate: string;
  figures: Figures;
}

/**
 * Has a model, and the one that it shall replace, answer in the same held-out cases, and decides whether it is better.
 * @param cases with at least one officer turn
 * @param against null for nothing: then nothing is accepted
 * @throws EngineError when an engine fails: nothing is decided by half of the cases
 */
export async function evaluateModels(
  model: ChatModel,
  against: ChatModel | null,
  cases: readonly EvaluationCase[],
  options: PlayOptions,
): Promise<EvaluationReport> {
  const played = await playCases(model, cases, options);
  const other = against && (await playCases(against, cases, options));
  const gate: GateDecision = other
    ? decideGate(played, other, options.seed)
    : { accepted: false, reasons: ['it was compared with nothing'], gain: null, guards: [] };
  return {
    casesDigest: digestOf(cases),
    seed: options.seed,
    model: { ...described(model), figures: figuresOf(played) },
    against: against && other && { ...described(against), figures: figuresOf(other) },
    gate,
  };
}

const described = ({ ref }: ChatModel): Omit<EvaluatedModel, 'figures'> => ({
  versionId: ref.versionId,
  label: ref.label,
  promptTemplate: ref.promptTemplate,
});
