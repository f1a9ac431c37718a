import { OMIT } from './input-values.js';
import type { RootKnowledge } from './root-knowledge.js';

/** What the generator has to be told of exports, audit packets and snapshots. */
export const PROOF_ROOTS: Readonly<Record<string, RootKnowledge>> = {
  'Query.auditPackets': { values: { after: OMIT, first: 20 } },
  'Query.complianceSnapshots': { values: { after: OMIT, first: 20 } },
  'Query.exports': { values: { after: OMIT, first: 20 } },
  'Mutation.attachDocument': {
    values: {
      'input.kind': 'LESSON_PLAN',
      'input.fileName': 'plan.pdf',
      'input.mediaType': 'application/pdf',
      'input.contentBase64': Buffer.from('%PDF-1.7').toString('base64'),
    },
  },
  'Mutation.reproduceSnapshot': {},
  'Mutation.startAuditPacket': {
    values: {
      'input.presentationId': OMIT,
      'input.mandateCode': OMIT,
      'input.orgUnitId': OMIT,
      'input.asOf': OMIT,
    },
    attacking: {
      'input.presentationId': { 'input.memberId': OMIT },
      'input.orgUnitId': { 'input.memberId': OMIT, 'input.mandateCode': 'US-GA-ANNUAL' },
    },
  },
  'Mutation.startExport': {
    values: {
      'input.kind': 'TRANSCRIPT',
      'input.format': 'CSV',
      'input.layout': OMIT,
      'input.mandateCode': OMIT,
      'input.presentationIds': OMIT,
      'input.from': OMIT,
      'input.to': OMIT,
      'input.asOf': OMIT,
      'input.allowProblems': OMIT,
    },
    attacking: {
      'input.presentationIds': { 'input.kind': 'BOARD_ROSTER', 'input.memberIds': OMIT, 'input.orgUnitId': OMIT },
    },
  },
  'Mutation.takeSnapshot': {
    values: {
      'input.kind': 'STATUS_LIST',
      'input.mandateCodes': OMIT,
      'input.memberId': OMIT,
      'input.asOf': OMIT,
    },
    attacking: { 'input.memberId': { 'input.kind': 'MEMBER', 'input.orgUnitId': OMIT } },
  },
};
