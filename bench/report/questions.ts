/** What an admin's page asks: how the agency stands, and the first two pages of who stands how. */
export const DASHBOARD = `query Dashboard {
  complianceDashboard {
    freshness { asOf waiting }
    mandates {
      mandate { code version title }
      members
      counts { status members }
      orgUnits { orgUnitId name counts { status members } }
    }
  }
}`;

export const STATUSES = `query Statuses($first: Int!, $after: String) {
  memberStatuses(first: $first, after: $after) {
    pageInfo { hasNextPage endCursor }
    nodes {
      memberId familyName givenName orgUnitId
      mandate { code version }
      status since dueOn nextChangeOn nextStatus
      missing { requirementId label short unit }
    }
  }
}`;

export const FIRST = 100;
