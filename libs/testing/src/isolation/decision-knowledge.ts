import { OMIT } from './input-values.js';
import type { Knowledge } from './root-knowledge.js';

/** Of the root fields by which decisions about members and their training are recorded. */
export const DECISION_ROOTS: Knowledge['roots'] = {
  'Query.allocations': { values: { after: OMIT, first: 20 } },
  'Query.consequences': { values: { after: OMIT, first: 20 } },
  'Mutation.allocateRecord': { values: { 'input.purpose': 'SALARY_INCENTIVE' } },
  'Mutation.endConsequence': { values: { 'input.endedOn': '2025-03-01' } },
  'Mutation.recordConsequence': {
    values: {
      'input.mandateCode': 'US-GA-ANNUAL',
      'input.code': OMIT,
      'input.on': '2024-06-01',
      'input.recordedOn': '2025-02-01',
    },
  },
  'Mutation.recordExemption': {
    values: {
      'input.mandateCode': 'US-GA-ANNUAL',
      'input.kind': 'WAIVER',
      'input.code': 'OTHER',
      'input.validTo': OMIT,
    },
  },
  'Mutation.releaseAllocation': {},
};
