import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';

const text = (value: string): Buffer => {
  const data = Buffer.from(value);
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(data.length));
  return Buffer.concat([length, data]);
};
const uint32 = (value: number): Buffer => {
  const data = Buffer.alloc(4);
  data.writeUInt32LE(value);
  return data;
};
const uint64 = (value: number): Buffer => {
  const data = Buffer.alloc(8);
  data.writeBigUInt64LE(BigInt(value));
  return data;
};
const float32s = (values: readonly number[]): Buffer => Buffer.from(Float32Array.from(values).buffer);

/**
 * Writes a LoRA adapter for the toy as GGUF: one that turns the last layer's output about, so that its words show it.
 * @returns its SHA-256, hex
 */
export function writeAdapter(path: string): string {
  const [input, output, rank] = [352, 128, 1];
  const metadata = [
    Buffer.concat([text('general.type'), uint32(8), text('adapter')]),
    Buffer.concat([text('general.architecture'), uint32(8), text('qwen2')]),
    Buffer.concat([text('adapter.type'), uint32(8), text('lora')]),
    Buffer.concat([text('adapter.lora.alpha'), uint32(6), float32s([1])]),
  ];
  const name = 'blk.3.ffn_down.weight';
  const wave = (count: number): number[] => Array.from({ length: count }, (_none, at) => 3 * Math.sin(at * 7 + 1));
  const [a, b] = [float32s(wave(input * rank)), float32s(wave(output * rank))];
  const tensors = [
    Buffer.concat([text(`${name}.lora_a`), uint32(2), uint64(input), uint64(rank), uint32(0), uint64(0)]),
    Buffer.concat([text(`${name}.lora_b`), uint32(2), uint64(rank), uint64(output), uint32(0), uint64(a.length)]),
  ];
  const counts = [uint32(3), uint64(tensors.length), uint64(metadata.length)];
  const head = Buffer.concat([Buffer.from('GGUF'), ...counts, ...metadata, ...tensors]);
  const file = Buffer.concat([head, Buffer.alloc((32 - (head.length % 32)) % 32), a, b]);
  writeFileSync(path, file);
  return createHash('sha256').update(file).digest('hex');
}
