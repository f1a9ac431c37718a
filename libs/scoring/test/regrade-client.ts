import { fromGlobalId, toGlobalId } from '#platform';
import { scoringClient } from './scoring-client.js';
import type { RegradeAgency } from './regrade-agency.js';
import type { ServedScoring } from './serve-scoring.js';

export const REPORT = `query ($id: ID!) { regradeReport(regradeId: $id) { total open failed decided undecided undecidedChanged
  findings { finding sessions } recordEffects { recordEffect sessions } failures { failure sessions }
  competencies { competency compared lower higher meanDifference } } }`;
export const CHANGES = `query ($id: ID!, $first: Int!, $after: String) { regradeChanges(regradeId: $id, first: $first, after: $after) {
  nodes { id sessionId comparedWithDecision hidden gradeId recordEffect trainingRecordId referredAt
    comparison { findings before { outlook final } after { outlook } levels { competency difference } onlyBefore onlyAfter } }
  pageInfo { endCursor hasNextPage } } }`;
export const OPERATION = 'query ($id: ID!) { operation(id: $id) { state done failed total result error endedAt } }';

export interface Report {
  total: number;
  open: number;
  failed: number;
  decided: number;
  undecided: number;
  undecidedChanged: number;
  findings: { finding: string; sessions: number }[];
  recordEffects: { recordEffect: string; sessions: number }[];
}
export interface Changes {
  nodes: {
    id: string;
    sessionId: string;
    hidden: string | null;
    gradeId: string | null;
    comparison: { findings: string[]; onlyBefore: string[] } | null;
    recordEffect: string | null;
    trainingRecordId: string | null;
  }[];
  pageInfo: { endCursor: string | null; hasNextPage: boolean };
}
export interface OperationView {
  state: string;
  done: number;
  failed: number;
  total: number | null;
  result: string | null;
}

/** What an admin reads of a regrade. */
export function regradeClient(served: ServedScoring, agency: RegradeAgency) {
  const client = scoringClient(served);
  return {
    report: (id: string) => client.one<Report>(agency.admin, REPORT, { id }),
    changes: (id: string, token = agency.admin) => client.one<Changes>(token, CHANGES, { id, first: 100 }),
    operation: (id: string) =>
      client.one<OperationView>(agency.admin, OPERATION, {
        id: toGlobalId('Operation', fromGlobalId('Regrade', id, 'id')),
      }),
  };
}
