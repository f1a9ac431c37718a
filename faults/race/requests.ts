import type { RacingAgency } from './agencies.js';

/** One kind of request of the race, and what must hold of its answer beside the rule that no foreign canary is in it. */
export interface RaceRequest {
  kind: string;
  agency: RacingAgency;
  body: string;
  /** Whether an answer with status 200 must hold the agency's own canary: one that shows nothing would prove nothing. */
  showsOwn: boolean;
}

const MEMBERS = `query Members($first: Int!, $after: String) {
  members(first: $first, after: $after) { nodes { id givenName familyName email roles } pageInfo { endCursor } }
}`;
const MEMBER = 'query One($id: ID!) { node(id: $id) { id ... on Member { givenName familyName badgeNumber } } }';
const RENAME = `mutation Rename($input: UpdateMemberInput!) {
  updateMember(input: $input) { member { id givenName familyName } userErrors { code field } }
}`;
const SEVERAL = `query Several($id: ID!) {
  agency { name }
  node(id: $id) { id ... on Member { familyName } }
  orgUnits(first: 5) { nodes { name } }
  auditTrail(first: 2) { nodes { action details } }
}`;

/** What one agency asks: lists, single rows, another's rows, changes, several fields at once, and what is refused. */
export function requestsOf(agency: RacingAgency, other: RacingAgency): RaceRequest[] {
  const [admin, ...members] = agency.memberIds as [string, ...string[]];
  const ask = (kind: string, query: string, variables: object, showsOwn: boolean): RaceRequest => ({
    kind,
    agency,
    body: JSON.stringify({ query, variables }),
    showsOwn,
  });
  return [
    ask('list', MEMBERS, { first: 20 }, true),
    ask('own', MEMBER, { id: members[1] }, true),
    ask('foreign', MEMBER, { id: other.memberIds[1] }, false),
    ask('change', RENAME, { input: { memberId: members[2], givenName: `Given ${agency.canary}` } }, true),
    ask('change-locked', RENAME, { input: { memberId: members[0], givenName: `Given ${agency.canary}` } }, true),
    ask(
      'change-foreign',
      RENAME,
      { input: { memberId: other.memberIds[2], givenName: `Given ${agency.canary}` } },
      false,
    ),
    ask('several', SEVERAL, { id: admin }, true),
    ask('refused', MEMBERS, { first: 5_000 }, false),
  ];
}
