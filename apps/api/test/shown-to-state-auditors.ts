/**
 * What a state auditor may select, by type. A field that is not here fails the test: whoever adds it to one of these types says by that why a
 * board may see it, or gives it a type with a scope of its own.
 */
const SHOWN: Readonly<Record<string, string>> = {
  AuditView:
    'agencyName asOf auditorName compliance expiresAt mandateCodes member orgUnitNames organisation presentations readAt recordsFrom recordsTo roster',
  AuditedMember: 'boardId familyName givenName memberId orgUnitName',
  AuditedMemberConnection: 'edges nodes pageInfo',
  AuditedMemberEdge: 'cursor node',
  AuditedPresentation:
    'board controlNumber courseCode courseTitle endsOn hours instructorName location presentationId rosterState startsOn',
  AuditedPresentationConnection: 'edges nodes pageInfo',
  AuditedPresentationEdge: 'cursor node',
  AgencyComplianceConnection: 'asOf counts edges evaluatedAt mandate nodes pageInfo upToDateAt waiting',
  ComplianceCount: 'members status',
  CompliancePolicy: 'anchor cohorts exemptions graceDays trackedFrom warnDays',
  ComplianceProblem: 'code name',
  ComplianceReport:
    'asOf auditedMember dueOn entries evaluatedAt explanation mandate memberId missing nextChangeOn nextStatus nodes problems status windowFrom windowTo',
  ComplianceReportEdge: 'cursor node',
  CycleCohort: 'from initials',
  ExemptionParameter: 'afterMonthDay code',
  FigureConfidence: 'about mark meaning note',
  JudgedTrainingRecord:
    'categories completedOn countsToward courseCode exclusionReason explanation hours rosterState trainingRecordId',
  Mandate:
    'adoptedAt authority citations code confidence digest effectiveFrom effectiveTo id notes policy sources title verifiedOn version',
  MissingRequirement: 'label requirementId short unit',
  PageInfo: 'endCursor hasNextPage hasPreviousPage startCursor',
  RequirementStanding:
    'dueOn earned explanation kind label met needed obligatory parentId pending requirementId short status unit windowFrom windowTo within',
};

/** `Type.field` of each. */
export const SHOWN_TO_STATE_AUDITORS: readonly string[] = Object.entries(SHOWN).flatMap(([type, fields]) =>
  fields.split(' ').map((field) => `${type}.${field}`),
);
