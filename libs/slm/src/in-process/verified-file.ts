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
  try {
    await pipeline(createReadStream(path), hash, { signal });
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
