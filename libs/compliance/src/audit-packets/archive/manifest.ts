import { createHash } from 'node:crypto';
import { canonicalJson } from '#platform';

/** A file of a packet as its manifest tells of it. */
export interface ManifestEntry {
  name: string;
  mediaType: string;
  bytes: number;
  sha256: string;
}

export const manifestEntry = (name: string, mediaType: string, bytes: Buffer): ManifestEntry => ({
  name,
  mediaType,
  bytes: bytes.length,
  sha256: createHash('sha256').update(bytes).digest('hex'),
});

/** `manifest.json`: what the packet is and all its files, in the order of their names. */
export const manifestJson = (about: Readonly<Record<string, unknown>>, entries: readonly ManifestEntry[]): Buffer =>
  Buffer.from(`${canonicalJson({ ...about, files: byName(entries) })}\n`);

/** `SHA256SUMS`, for `sha256sum -c` in the folder where the archive was unpacked. */
export const sums = (entries: readonly ManifestEntry[]): Buffer =>
  Buffer.from(
    byName(entries)
      .map(({ name, sha256 }) => `${sha256}  ${name}\n`)
      .join(''),
  );

/** A name as a file of the archive may have: without folders, drives or what a shell takes for something else. */
export function safeName(name: string): string {
  const safe = name
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}._ -]+/gu, '_')
    .replace(/\.{2,}/g, '')
    .replace(/^[. -]+/, '');
  return [...safe].slice(0, 100).join('') || 'document';
}

const byName = (entries: readonly ManifestEntry[]): ManifestEntry[] =>
  [...entries].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
