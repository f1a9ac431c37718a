import type { ModelRef, PersonaEngine, PersonaEngines, PlayInput, PlayMessage, TurnProvenance } from '#slm';

type Step = { message: PlayMessage } | { failure: Error };

const DIGEST = 'a'.repeat(64);

/** A registered model that no registry holds. */
export const fakeModel: ModelRef = {
  versionId: '019a0000-0000-7000-8000-000000000001',
  kind: 'INFERENCE_SERVER',
  label: 'fake-model 1: for tests',
  code: 'fake-model',
  version: '1',
  servedName: 'fake',
  adapterName: null,
  weightsDigest: DIGEST,
  adapterDigest: null,
  tokenizerDigest: DIGEST,
  templateDigest: DIGEST,
  promptTemplate: 'persona-1',
  contextTokens: 4_096,
  lane: 'fake-lane',
};

export const fakeProvenance = (more: Partial<TurnProvenance> = {}): TurnProvenance => ({
  engine: fakeModel.kind,
  label: fakeModel.label,
  version: fakeModel.version,
  digest: DIGEST,
  seed: 1,
  timings: { firstTextMs: 1, totalMs: 2 },
  ...more,
});

/** An engine that speaks when the test says so. It never says a turn by itself. */
export class FakeEngine implements PersonaEngine {
  readonly kind = fakeModel.kind;
  readonly label = fakeModel.label;
  /** What it was asked, oldest first. */
  readonly asked: PlayInput[] = [];
  private readonly steps: Step[] = [];
  private wake: () => void = () => undefined;

  say(text: string, attempt = 1): void {
    this.step({ message: { type: 'text', text, attempt } });
  }

  finish(text: string, more: Partial<Extract<PlayMessage, { type: 'final' }>> = {}): void {
    this.step({ message: { type: 'final', text, attempt: 1, provenance: fakeProvenance(), ...more } });
  }

  fail(failure: Error): void {
    this.step({ failure });
  }

  async *play(input: PlayInput): AsyncGenerator<PlayMessage> {
    this.asked.push(input);
    input.signal.addEventListener('abort', () => this.wake());
    for (;;) {
      input.signal.throwIfAborted();
      const step = this.steps.shift();
      if (!step) await new Promise<void>((resolve) => (this.wake = resolve));
      else if ('failure' in step) throw step.failure;
      else {
        yield step.message;
        if (step.message.type === 'final') return;
      }
    }
  }

  /** As `PersonaEngines`: this engine for a model, the scripted player of `real` for none. */
  among(real: PersonaEngines, always = false): PersonaEngines {
    const of = (model: ModelRef | null): PersonaEngine => (model || always ? this : real.of(null));
    return { of } as PersonaEngines;
  }

  private step(step: Step): void {
    this.steps.push(step);
    this.wake();
  }
}
