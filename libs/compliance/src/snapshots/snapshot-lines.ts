import { createHash } from 'node:crypto';
import { createInterface } from 'node:readline';
import { pipeline, Readable } from 'node:stream';
import { createGunzip, createGzip } from 'node:zlib';
import { canonicalJson } from '#platform';
import { mandateVersionSchema } from '../mandates/mandate.js';
import { SnapshotReport, type SnapshotFiles } from './snapshot-report.js';
import type { SnapshotHead, SnapshotMember } from './snapshot.js';
import type { SnapshotInputs } from './snapshot-inputs.js';

/** A report, and what its inputs were: SHA-256 of the lines before compression, hex. */
export interface MadeReport {
  files: SnapshotFiles;
  members: number;
  inputDigest: string;
}

/**
 * The inputs as a compressed file of lines, each canonical JSON; while it is read, the report is made of exactly these lines, so that
 * whoever reads them again has what it was made of. @param tell how many members were worked through
 */
export function writtenInputs(
  { head, members }: SnapshotInputs,
  tell: (done: number) => Promise<void>,
): { content: Readable; made: () => MadeReport } {
  const hash = createHash('sha256');
  let report: SnapshotReport | null = null;
  async function* lines(): AsyncGenerator<string> {
    const first = lineOf(head);
    report = new SnapshotReport(readHead(first));
    hash.update(first);
    yield first;
    for await (const member of members) {
      const line = lineOf(member);
      hash.update(line);
      report.add(JSON.parse(line) as SnapshotMember);
      yield line;
      await tell(report.members);
    }
  }
  const content = createGzip();
  // Whoever reads the content sees the error.
  pipeline(Readable.from(lines()), content, () => undefined);
  let done: MadeReport | null = null;
  return {
    content,
    made: () => (done ??= { files: report!.files(), members: report!.members, inputDigest: hash.digest('hex') }),
  };
}

/** The report that these inputs give now. @throws Error where they are cut short or no inputs */
export async function reportOf(content: Readable): Promise<MadeReport> {
  const hash = createHash('sha256');
  const unpacked = createGunzip();
  let failed: Error | null = null;
  pipeline(content, unpacked, (error) => void (failed = error ?? null));
  let report: SnapshotReport | null = null;
  for await (const line of createInterface({ input: unpacked, crlfDelay: Infinity })) {
    hash.update(`${line}\n`);
    if (report) report.add(JSON.parse(line) as SnapshotMember);
    else report = new SnapshotReport(readHead(line));
  }
  if (failed) throw failed;
  if (!report) throw new Error('a snapshot without inputs');
  return { files: report.files(), members: report.members, inputDigest: hash.digest('hex') };
}

const lineOf = (value: unknown): string => `${canonicalJson(value)}\n`;

/** A mandate is read as every mandate is: a body of an older schema is what it means today, or fails. */
function readHead(line: string): SnapshotHead {
  const head = JSON.parse(line) as SnapshotHead;
  return {
    ...head,
    mandates: head.mandates.map((each) => ({ ...each, body: mandateVersionSchema.parse(each.body) })),
  };
}
