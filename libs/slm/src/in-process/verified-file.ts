import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { EngineError } from '../chat-model.js';

const GGUF_NAME = /^\w[\w.-]{0,120}\.gguf$/;

/**
 * The path of a file in the model folder whose bytes are those that were registered: the name alone may come to mean other weights.
 * @param digest SHA-256, hex
 * @throws EngineError REJECTED when there is no such file, or another one
 */
export async function verifiedFile(folder: string, name: string, digest: string, signal: AbortSignal): Promise<string> {
  if (!GGUF_NAME.test(name)) throw new EngineError('REJECTED', `${JSON.stringify(name)} is no name of a GGUF file`);
  const path = join(folder, name);
  const hash = createHash('sha256');
  let head: Buffer = Buffer.alloc(0);
  try {
    const reading = async function* (chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
      for await (const chunk of chunks) {
        if (head.length === 0) head = chunk.subarray(0, 8);
        yield chunk;
      }
    };
    await pipeline(createReadStream(path), reading, hash, { signal });
  } catch (cause) {
    signal.throwIfAborted();
    throw new EngineError('REJECTED', `the model folder has no readable ${name}`, { cause });
  }
  const found = hash.digest('hex');
  if (found !== digest.toLowerCase()) {
    throw new EngineError(
      'REJECTED',
      `${name} in the model folder is not the registered file: its SHA-256 is ${found}`,
    );
  }
  // The reader of node-llama-cpp warns about other versions and then may read for ever.
  if (head.length < 8 || head.toString('latin1', 0, 4) !== 'GGUF' || ![2, 3].includes(head.readUInt32LE(4))) {
    throw new EngineError('REJECTED', `${name} is no GGUF file of version 2 or 3`);
  }
  return path;
}

/**
 * Names of the GGUF files in the model folder.
 * @throws EngineError UNAVAILABLE when the folder cannot be read
 */
export async function filesServed(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((name) => GGUF_NAME.test(name)).sort();
  } catch (cause) {
    throw new EngineError('UNAVAILABLE', 'the model folder cannot be read', { cause });
  }
}
