import type { ComplianceStatus } from '../../evaluation/evaluation.js';
import { explainExclusion, explainStatus } from '../../evaluation/explain.js';
import { STATUSES } from '../../reports/compliance-enums.js';
import type { LedgerEvidence, MandateStanding, OfficerEvidence, PresentationEvidence } from './evidence.js';

/** Officers and a presentation as evidence tells of them, for tests of what is made of it. */

export const AT = '2026-03-31T14:05:00.000Z';
const FAMILY_NAMES = [
  'Okafor',
  'Żółkiewska',
  'Nguyễn',
  'الحسيني',
  '山田',
  'van der Westhuizen-Featherstonehaugh',
  'Lee',
];
const GIVEN_NAMES = ['Amara', 'Bartłomiej', 'Dana', 'Иван', 'Chidinma Oluwaseun Temitope', 'Jo'];

const ledgerLine = (id: string, more: Partial<LedgerEvidence>): LedgerEvidence => ({
  id,
  completedOn: '2026-02-12',
  courseCode: 'DE-201',
  categories: ['DE_ESCALATION', 'CE'],
  delivery: 'CLASSROOM',
  provider: 'Brook County Sheriff’s Office',
  hours: 4,
  score: 88,
  rosterState: 'APPROVED',
  source: 'SESSION',
  correctsId: null,
  reason: null,
  recordedBy: 'Ines Instructor',
  recordedAt: AT,
  ...more,
});

const LEDGER = [
  ledgerLine('00000000-0000-7000-8000-000000000001', {}),
  ledgerLine('00000000-0000-7000-8000-000000000002', {
    completedOn: '2026-01-20',
    courseCode: 'FIREARMS-QUAL',
    hours: 2,
  }),
  ledgerLine('00000000-0000-7000-8000-000000000003', {
    source: 'CORRECTION',
    hours: 2,
    correctsId: '00000000-0000-7000-8000-000000000001',
    reason: 'Left at noon; the sign-in sheet shows half a day.',
  }),
];

function standing(status: ComplianceStatus): MandateStanding {
  return {
    code: 'US-GA-ANNUAL',
    version: '1.0.0',
    title: 'Georgia annual training',
    digest: 'a'.repeat(64),
    status,
    explanation: explainStatus(status),
    windowFrom: '2026-01-01',
    windowTo: '2026-12-31',
    dueOn: '2026-12-31',
    nextChangeOn: '2026-11-01',
    nextStatus: 'AT_RISK',
    requirements: [
      {
        id: 'ALL',
        depth: 0,
        kind: 'HOURS',
        label: 'Continuing education',
        unit: 'HOUR',
        needed: 20,
        earned: 4,
        pending: 2.5,
        short: 16,
        status: 'ON_TRACK',
        dueOn: '2026-12-31',
      },
      {
        id: 'DE',
        depth: 1,
        kind: 'HOURS',
        label: 'De-escalation',
        unit: 'HOUR',
        needed: 1,
        earned: 2,
        pending: 0,
        short: 0,
        status: 'COMPLIANT',
        dueOn: '2026-12-31',
      },
      {
        id: 'FA',
        depth: 1,
        kind: 'COURSE',
        label: 'Firearms requalification and use of deadly force',
        unit: 'COUNT',
        needed: 1,
        earned: 0,
        pending: 0,
        short: 1,
        status: 'AT_RISK',
        dueOn: '2026-06-30',
      },
    ],
    missing: ['16 h Continuing education', '1 × Firearms requalification and use of deadly force'],
    entries: [
      {
        recordId: LEDGER[0]!.id,
        countsToward: [],
        exclusionReason: 'CORRECTED',
        explanation: explainExclusion('CORRECTED'),
      },
      {
        recordId: LEDGER[1]!.id,
        countsToward: [],
        exclusionReason: 'OUTSIDE_WINDOW',
        explanation: explainExclusion('OUTSIDE_WINDOW'),
      },
      {
        recordId: LEDGER[2]!.id,
        countsToward: ['De-escalation'],
        exclusionReason: null,
        explanation: 'Counts toward De-escalation.',
      },
    ],
    decisions: [
      {
        kind: 'WAIVER',
        code: 'MEDICAL',
        validFrom: '2026-02-01',
        validTo: '2026-02-28',
        reason: 'On medical leave.',
        decidedBy: 'Ada Admin',
        decidedAt: AT,
      },
    ],
    problems: [],
  };
}

/** @param at its place: names and statuses take turns */
export const officer = (at: number, more: Partial<OfficerEvidence> = {}): OfficerEvidence => ({
  id: `00000000-0000-7000-8000-${String(at).padStart(12, '0')}`,
  boardId: `GA-${1000 + at}`,
  familyName: FAMILY_NAMES[at % FAMILY_NAMES.length]!,
  givenName: GIVEN_NAMES[at % GIVEN_NAMES.length]!,
  badgeNumber: String(4000 + at),
  state: 'ACTIVE',
  orgUnit: 'Patrol Division, North Precinct',
  facts: [{ fact: 'licence', value: 'GA_PEACE_OFFICER', from: '2024-01-01', to: null }],
  standings: [standing(STATUSES[at % STATUSES.length]!)],
  ledger: LEDGER,
  ...more,
});

const person = (at: number) => {
  const { familyName, givenName, badgeNumber } = officer(at);
  return { familyName, givenName, badgeNumber };
};

export const presentation = (more: Partial<PresentationEvidence> = {}): PresentationEvidence => ({
  id: '00000000-0000-7000-8000-0000000000aa',
  courseTitle: 'De-escalation and crisis communication',
  courseCode: 'DE-201',
  courseVersion: 3,
  board: 'GA-POST',
  controlNumber: 'CN-2026-0031',
  approvedHours: 4,
  approvedAt: AT,
  categories: ['DE_ESCALATION', 'CE'],
  delivery: 'CLASSROOM',
  startsOn: '2026-02-12',
  endsOn: '2026-02-12',
  location: 'Academy, room 2',
  openedAt: AT,
  cancelledAt: null,
  cancelReason: null,
  rosterState: 'APPROVED',
  instructor: {
    ...{ id: '00000000-0000-7000-8000-0000000000bb', familyName: 'Instructor', givenName: 'Ines', badgeNumber: '12' },
    state: 'ACTIVE',
    roles: ['INSTRUCTOR'],
    facts: [{ fact: 'instructorCertificate', value: 'GENERAL', from: '2020-01-01', to: '2027-12-31' }],
  },
  states: [
    { state: 'SUBMITTED', reason: null, decidedBy: 'Ines Instructor', decidedAt: AT },
    { state: 'APPROVED', reason: null, decidedBy: 'Ada Admin', decidedAt: AT },
  ],
  roster: [0, 1, 2, 3, 4, 5].map((at) => ({
    ...person(at),
    traineeId: officer(at).id,
    boardId: officer(at).boardId,
    addedAt: AT,
    removedAt: at === 2 ? AT : null,
  })),
  corrections: [
    {
      ...person(2),
      change: 'REMOVED',
      reason: 'Was on duty and did not attend.',
      recordedBy: 'Ada Admin',
      recordedAt: AT,
    },
  ],
  signIn: [0, 1, 3, 3].map((at, index) => ({
    ...person(at),
    traineeId: officer(at).id,
    attended: index !== 2,
    capacity: 'STUDENT',
    score: index === 2 ? null : 91.5,
    testPassed: index === 2 ? null : true,
    recordedBy: 'Ines Instructor',
    recordedAt: AT,
    replaced: index === 2,
  })),
  earned: LEDGER.map((row) => ({ ...person(0), traineeId: officer(0).id, ...row })),
  instruments: [
    { title: 'Core de-escalation', code: 'CORE', version: '1.2.0', digest: 'b'.repeat(64), competencies: 7 },
  ],
  documents: [],
  ...more,
});
