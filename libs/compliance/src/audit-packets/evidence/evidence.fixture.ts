import { createHash } from 'node:crypto';
import { canonicalJson, digestOf } from '#platform';
import { OFFICERS_A_VOLUME } from '../audit-packet.js';
import type { OfficerEvidence, PacketSummary } from './evidence.js';
import type { Evidence } from './gather-evidence.js';
import { AT, officer, presentation } from './subjects.fixture.js';

/** Evidence as it is gathered, for tests of what is made of it. */

/** Everything about these officers, under one mandate. */
export function evidenceOf(
  officers: readonly OfficerEvidence[],
  more: Partial<PacketSummary> = {},
  inVolumesOf = OFFICERS_A_VOLUME,
): Evidence {
  const volumes: Buffer[] = [];
  const summary: PacketSummary = {
    agency: { name: 'Brook County Sheriff’s Office', timezone: 'America/New_York' },
    subject: 'MANDATE',
    title: 'US-GA-ANNUAL',
    orgUnit: null,
    asOf: '2026-03-31',
    readAt: AT,
    mandates: [
      {
        code: 'US-GA-ANNUAL',
        version: '1.0.0',
        title: 'Georgia annual training',
        authority: 'Georgia Peace Officer Standards and Training Council',
        citation: ['O.C.G.A. § 35-8-21'],
        verifiedOn: null,
        digest: 'a'.repeat(64),
        policy: {},
        counts: {},
        trend: Array.from({ length: 12 }, (_, at) => ({
          day: `2025-${String(at + 1).padStart(2, '0')}-28`,
          counts: { COMPLIANT: 100 + at * 12, ON_TRACK: 150 - at * 10, OVERDUE: 30 - at * 2 },
        })),
      },
    ],
    presentation: null,
    officers: officers.length,
    volumes: [],
    ...more,
  };
  const [mandate] = summary.mandates;
  for (const { standings } of officers) {
    const { status } = standings[0]!;
    if (mandate) mandate.counts[status] = (mandate.counts[status] ?? 0) + 1;
  }
  for (let from = 0; from < officers.length; from += inVolumesOf) {
    const part = officers.slice(from, from + inVolumesOf);
    const bytes = Buffer.from(canonicalJson(part));
    volumes.push(bytes);
    summary.volumes.push({
      officers: part.length,
      first: part[0]!.familyName,
      last: part.at(-1)!.familyName,
      digest: createHash('sha256').update(bytes).digest('hex'),
    });
  }
  const matrix = officers.map((each) => ({ ...each, standings: each.standings }));
  return { summary, volumes, matrix, digest: digestOf(summary) };
}

export const officerPacket = (about = officer(0)): Evidence =>
  evidenceOf([about], { subject: 'MEMBER', title: `${about.givenName} ${about.familyName}` });

export const presentationPacket = (about = presentation()): Evidence =>
  evidenceOf([], {
    subject: 'PRESENTATION',
    title: about.courseTitle,
    mandates: [],
    presentation: about,
    officers: about.roster.length,
  });
