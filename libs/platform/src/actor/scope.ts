/**
 * Every scope of Parley, `<noun>:<verb>`, with what it lets its holder do. One list on one page: a scope that is not here
 * does not compile, and the role table (docs/roles.md) is printed from it.
 */
export const SCOPES = {
  'agency:provision': 'create an agency and its first admin (operator only)',
  'agency:read': "read the agency's own profile and org units",
  'agency:write': 'create and rename org units',
  'member:read': 'read members of the agency, their external ids and facts',
  'member:write': 'create and change members, their roles and their dated facts',
  'roster:write': 'upsert members in bulk by external id',
  'service-account:read': 'read service accounts and their scopes',
  'service-account:write': 'create service accounts and grant them scopes',
  'curriculum:read': 'read courses, scenarios, rubrics, packs and imports',
  'curriculum:write': 'import, adopt and publish scenarios, rubrics and courses',
  'cohort:read': 'read cohorts and enrolments',
  'cohort:write': 'create cohorts and enrol trainees',
  'presentation:read': 'read presentations and their rosters',
  'presentation:write': 'open presentations and decide their rosters',
  'assignment:read': 'read assignments',
  'assignment:write': 'assign scenario sessions to trainees',
  'model:read': 'read which language models play for the agency',
  'session:read': 'read scenario sessions and their turns',
  'session:play': 'start a scenario session, say a turn, complete it',
  'session:direct': "watch over a trainee's proof session: pause, resume, end it, inject an event, note a turn",
  'grade:read': 'read proposals, reviews and signed scores',
  'grade:review': 'submit a complete review of a scenario session',
  'grade:sign': 'sign or invalidate a reviewed grade',
  'calibration:read': 'read how well graders and reviewers agree',
  'calibration:write': 'set from which agreement on a proposal may be pre-filled',
  'review:organise': 'set the sample of second reviews, invite external reviewers and assign them scenario sessions',
  'grade:regrade':
    'have sessions graded again beside the grades that stand, read what would change, and refer it to reviewers',
  'score:read': 'read signed scores only (no proposal, no transcript)',
  'appeal:file': 'appeal against the official grade of an own scenario session, and withdraw the appeal',
  'appeal:read': 'read appeals and how they were decided',
  'appeal:decide': 'review and decide appeals: it may earn hours, or take them out of account',
  'appeal:limit': 'say within how many days a trainee may appeal',
  'coaching:read': 'read coaching notes on single turns',
  'coaching:write': "write coaching notes on a trainee's proof session, replace and retract one's own",
  'coaching:acknowledge': 'say that a coaching note on an own scenario session was read',
  'record:read': 'read training records',
  'record:write': 'record attendance, and enter training that was earned elsewhere',
  'record:verify': 'verify training that somebody else entered',
  'record:correct': 'replace an entry of the training ledger by a corrected one',
  'compliance:read': 'read mandates and compliance statuses',
  'compliance:write': 'adopt mandates',
  'export:read': 'read which files were exported for state boards, by whom and with what problems',
  'export:write': 'export rosters, transcripts and statuses of the whole agency to files',
  'device:read': 'read devices and their records',
  'device:write': 'create enrolment codes and revoke devices',
  'device:sync': "pull a device's assignments and push its signed results",
  'operation:read': 'read how far long work has come',
  'operation:cancel': 'end long work before its time',
  'blob:read': 'download files that were made for the agency: exports and audit packets',
  'task:read': 'read tasks that wait for a person',
  'task:write': 'have them tried again, or give them up',
  'audit:read': 'read the audit trail of the agency',
  'auditor:read': 'read what state auditors are shown, and what they read',
  'auditor:write': 'let a state auditor see what the agency shows the board, for a time, and end it',
  'board:read': 'read what the agency shows the board, within a grant (state auditors only)',
  'view:read': "read who looked at a member's record",
} as const;

export type Scope = keyof typeof SCOPES;

/**
 * How far a scope reaches, from the narrowest: the member's own rows, those of the members of their org unit and of every unit
 * below it, or the whole agency.
 */
export const REACHES = ['OWN', 'UNIT', 'AGENCY'] as const;
export type Reach = (typeof REACHES)[number];

export const covers = (held: Reach, needed: Reach): boolean => REACHES.indexOf(held) >= REACHES.indexOf(needed);
