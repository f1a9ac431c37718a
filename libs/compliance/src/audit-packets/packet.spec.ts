import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { textOfPdf } from '#testing';
import fc from 'fast-check';
import { unzipSync } from 'fflate';
import { zipOf } from './archive/zip.js';
import { evidenceOf, officerPacket, presentationPacket } from './evidence/evidence.fixture.js';
import type { Evidence } from './evidence/gather-evidence.js';
import { officer, presentation } from './evidence/subjects.fixture.js';
import { packetDocument, packetFiles, type DocumentContent } from './write-packet.js';

const pagesOf = async (evidence: Evidence): Promise<string[]> => textOfPdf(await packetDocument(evidence));
const wordsOf = async (evidence: Evidence): Promise<string> => (await pagesOf(evidence)).join(' ').replace(/\s+/g, ' ');

async function zipped(evidence: Evidence, attached: DocumentContent[] = []): Promise<Buffer> {
  const pieces: Buffer[] = [];
  const document = await packetDocument(evidence);
  for await (const piece of zipOf(packetFiles(evidence, document, attached, () => Promise.resolve())))
    pieces.push(piece);
  return Buffer.concat(pieces);
}
const many = (count: number, volume: number) =>
  evidenceOf(
    Array.from({ length: count }, (_, at) => officer(at)),
    {},
    volume,
  );
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

describe('the PDF of an audit packet', () => {
  it.each([
    ['an officer', officerPacket],
    ['a presentation', presentationPacket],
    ['a mandate', () => many(12, 100)],
  ])('of %s names agency, day, digest and its own place at the foot of every page', async (_name, made) => {
    const evidence = made();
    const pages = await pagesOf(evidence);
    expect(pages.length).toBeGreaterThan(3);
    pages.forEach((page, at) => {
      expect(page).toContain('Brook County Sheriff’s Office, as of 2026-03-31');
      expect(page).toContain(`SHA-256 ${evidence.digest}`);
      expect(page).toContain(`Page ${at + 1} of ${pages.length}`);
    });
  });

  it('has contents with the pages on which its sections are', async () => {
    const pages = await pagesOf(presentationPacket());
    const contents = pages[1]!;
    expect(contents).toContain('Contents');
    for (const heading of ['Approved roster', 'Sign-in sheet', 'Corrections of the roster', 'Not held by Parley']) {
      const page = Number(new RegExp(`${heading}\\s*(\\d)`).exec(contents)?.[1]);
      expect([heading, pages[page - 1]?.includes(heading)]).toEqual([heading, true]);
    }
  });

  it('says why each line of a ledger does not count, and who decided exemptions', async () => {
    const said = await wordsOf(officerPacket());
    expect(said).toContain('Replaced by a later correction.');
    expect(said).toContain('Dated outside the window; hours are not carried over.');
    expect(said).toContain('Counts toward De-escalation.');
    expect(said).toContain('Ada Admin, 2026-03-31 10:05 -04:00');
    expect(said).toContain('Nobody has checked these figures against the text in force.');
  });

  it('says what Parley does not hold, and not of what was attached', async () => {
    expect(await wordsOf(presentationPacket())).toContain('The lesson plan.');
    const document = {
      ...{ id: 'x', kind: 'LESSON_PLAN', fileName: 'plan.pdf', mediaType: 'application/pdf', bytes: 5 },
      ...{ digest: 'c'.repeat(64), attachedBy: 'Ada Admin', attachedAt: '2026-03-01T00:00:00.000Z' },
    };
    const said = await wordsOf(presentationPacket(presentation({ documents: [document] })));
    expect(said).not.toContain('The lesson plan.');
    expect(said).toContain('plan.pdf, 5 bytes');
  });

  it('draws what its fonts do not have in words, and says where it can be read', async () => {
    const said = await wordsOf(many(8, 100));
    expect(said).toMatch(/\[Arabic, \d characters\]/);
    expect(said).toMatch(/\[Chinese, Japanese or Korean, \d characters\]/);
    expect(said).toContain('Żółkiewska');
    expect(said).toContain('The JSON of the same evidence has them.');
  });

  it('keeps every word of a reason, however long, and never fails for one', async () => {
    const reason = `${'why '.repeat(900)}the end of it`;
    const [row] = presentation().corrections;
    const said = await wordsOf(presentationPacket(presentation({ corrections: [{ ...row!, reason }] })));
    expect(said).toContain('the end of it');
    expect(said.split('why').length - 1).toBe(900);
  });

  it('survives any words', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 200 }), fc.string({ unit: 'grapheme' }), async (a, b) => {
        const hostile = officer(1, { familyName: a, givenName: b, orgUnit: a, badgeNumber: b });
        const evidence = evidenceOf([hostile], { agency: { name: a, timezone: 'Pacific/Kiritimati' }, title: b });
        expect((await pagesOf(evidence)).at(-1)).toContain(evidence.digest);
        const roster = presentation({
          courseTitle: a,
          location: b,
          cancelledAt: '2026-01-01T00:00:00.000Z',
          cancelReason: a,
        });
        expect((await pagesOf(presentationPacket(roster))).at(-1)).toContain('SHA-256');
      }),
      { numRuns: 6 },
    );
  });
});

describe('the ZIP of an audit packet', () => {
  it('is read by another program, with a manifest and sums that are right', async () => {
    const plan = { fileName: '../../etc/pläne: 1.pdf', mediaType: 'application/pdf', bytes: Buffer.from('%PDF-1') };
    const files = unzipSync(await zipped(many(25, 10), [plan]));
    const text = (name: string) => new TextDecoder().decode(files[name]);
    const manifest = JSON.parse(text('manifest.json'));
    const listed = manifest.files.map(({ name }: { name: string }) => name);
    expect(Object.keys(files).sort()).toEqual([...listed, 'manifest.json', 'SHA256SUMS'].sort());
    expect(listed).toContain('evidence-003.pdf');
    expect(listed).toContain('documents/01-__etc_pläne_ 1.pdf');
    for (const { name, bytes, sha256: digest } of manifest.files) {
      expect([name, files[name]!.length, sha256(files[name]!)]).toEqual([name, bytes, digest]);
    }
    const sums = text('SHA256SUMS').trimEnd().split('\n');
    expect(sums).toEqual(
      manifest.files.map(({ name, sha256: digest }: Record<string, string>) => `${digest}  ${name}`),
    );
    expect(sha256(files['evidence/summary.json']!)).toBe(manifest.evidenceDigest);
    const summary = JSON.parse(text('evidence/summary.json'));
    expect(summary.volumes.map(({ digest }: { digest: string }) => digest)).toEqual(
      ['001', '002', '003'].map((part) => sha256(files[`evidence/officers-${part}.json`]!)),
    );
    expect(text('statuses.csv').trimEnd().split('\r\n')).toHaveLength(26);
  });

  it('is the same bytes of the same evidence', async () => {
    for (const made of [officerPacket, presentationPacket, () => many(5, 3)]) {
      expect((await zipped(made())).equals(await zipped(made()))).toBe(true);
    }
  });

  it('survives any file names', () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit: 'binary' }), { maxLength: 3 }), async (names) => {
        const attached = names.map((fileName) => ({ fileName, mediaType: 'image/png', bytes: Buffer.from(fileName) }));
        const files = unzipSync(await zipped(presentationPacket(), attached));
        const documents = Object.keys(files).filter((name) => name.startsWith('documents/'));
        expect(documents).toHaveLength(names.length);
        for (const name of documents) expect(name).toMatch(/^documents\/\d\d-[^/\\]+$/);
      }),
      { numRuns: 8 },
    ));
});
