import { canonicalJson } from '#platform';
import { packetPdf } from './pdf/packet-pdf.js';
import { ledgerLines, rosterLines, signInLines, statusLines } from './archive/evidence-tables.js';
import { manifestEntry, manifestJson, safeName, sums, type ManifestEntry } from './archive/manifest.js';
import type { ZippedFile } from './archive/zip.js';
import { describePacket, describeVolume } from './description/describe-packet.js';
import { volumeFile } from './description/mandate-sections.js';
import type { OfficerEvidence } from './evidence/evidence.js';
import type { Evidence } from './evidence/gather-evidence.js';

const PDF = 'application/pdf';
const JSON_TYPE = 'application/json; charset=utf-8';
const CSV = 'text/csv; charset=utf-8';

/** A document that was attached, with its content. */
export interface DocumentContent {
  fileName: string;
  mediaType: string;
  bytes: Buffer;
}

const officersOf = (volume: Buffer): OfficerEvidence[] => JSON.parse(volume.toString('utf8')) as OfficerEvidence[];

/** The document for people. Of more than one volume it tells where the evidence is. */
export function packetDocument({ summary, volumes, matrix, digest }: Evidence): Promise<Buffer> {
  const [only] = volumes.length === 1 ? volumes : [];
  return packetPdf(describePacket(summary, matrix, only ? officersOf(only) : [], digest));
}

/**
 * Every file of the ZIP, one at a time: the document, the evidence it was drawn from, tables of it, what was attached, and last what all of
 * them are. @param tell is called after each volume, with how many officers are in what is written
 */
export async function* packetFiles(
  evidence: Evidence,
  document: Buffer,
  attached: readonly DocumentContent[],
  tell: (officers: number) => Promise<void>,
): AsyncGenerator<ZippedFile> {
  const { summary, volumes, digest } = evidence;
  const entries: ManifestEntry[] = [];
  const file = (name: string, mediaType: string, bytes: Buffer): ZippedFile => {
    entries.push(manifestEntry(name, mediaType, bytes));
    return { name, bytes };
  };
  yield file('audit-packet.pdf', PDF, document);
  yield file('evidence/summary.json', JSON_TYPE, Buffer.from(canonicalJson(summary)));
  const statuses: Buffer[] = [];
  const ledgers: Buffer[] = [];
  let told = 0;
  for (const [at, volume] of volumes.entries()) {
    const officers = officersOf(volume);
    yield file(`evidence/officers-${String(at + 1).padStart(3, '0')}.json`, JSON_TYPE, volume);
    if (volumes.length > 1)
      yield file(volumeFile(at + 1), PDF, await packetPdf(describeVolume(summary, officers, at + 1, digest)));
    statuses.push(await statusLines(officers, at === 0));
    ledgers.push(await ledgerLines(officers, at === 0));
    told += officers.length;
    await tell(told);
  }
  if (volumes.length > 0) {
    yield file('statuses.csv', CSV, Buffer.concat(statuses));
    yield file('ledger.csv', CSV, Buffer.concat(ledgers));
  }
  if (summary.presentation) {
    yield file('roster.csv', CSV, await rosterLines(summary.presentation));
    yield file('sign-in-sheet.csv', CSV, await signInLines(summary.presentation));
  }
  for (const [at, { fileName, mediaType, bytes }] of attached.entries()) {
    yield file(`documents/${String(at + 1).padStart(2, '0')}-${safeName(fileName)}`, mediaType, bytes);
  }
  const { agency, subject, title, asOf, readAt } = summary;
  const about = { agency: agency.name, subject, title, asOf, readAt, evidenceDigest: digest };
  yield { name: 'manifest.json', bytes: manifestJson(about, entries) };
  yield { name: 'SHA256SUMS', bytes: sums(entries) };
}
