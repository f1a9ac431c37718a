import type { EvaluationInput, LedgerEntry } from '#compliance';

const DAY_MS = 86_400_000;
const FIRST = Date.parse('2025-02-01T00:00:00Z');
const CATEGORIES = [
  ['CE', 'DE_ESCALATION'],
  ['CE', 'FIREARMS_REQUAL', 'USE_OF_DEADLY_FORCE', 'COMMUNITY_POLICING'],
];
const ENTRIES = 10;

/** What is on record about one officer: ten classes over two years, each officer with others on other days. */
export function memberInput(officer: number): EvaluationInput {
  const entries = Array.from({ length: ENTRIES }, (_, index): LedgerEntry => {
    const categories = CATEGORIES[(officer * 7 + index * 3 + (officer % 5)) % 2]!;
    return {
      id: `${officer}-${index}`,
      date: new Date(FIRST + (60 * index + ((officer * 31 + index * 17) % 60)) * DAY_MS).toISOString().slice(0, 10),
      categories,
      course: 'DE-1',
      topics: categories,
      hours: 4,
      collegeCredit: null,
      delivery: 'IN_PERSON',
      provider: 'Bench Academy',
      test: null,
      credential: null,
      capacity: 'STUDENT',
      score: 87.5,
      rosterStatus: 'APPROVED',
      corrects: null,
    };
  });
  const fact = (name: string, value: string) => ({ fact: name, value, from: '2024-01-01', to: null });
  return {
    facts: [
      fact('licence', 'GA_PEACE_OFFICER'),
      fact('licence', 'TX_PEACE_OFFICER'),
      fact('role', 'FULL_TIME'),
      fact('certifiedOn', '2024-01-01'),
    ],
    entries,
    exemptions: [],
    waivers: [],
    planned: [],
    policy: { warnDays: 60, graceDays: 0, trackedFrom: '2025-01-01', anchor: null, cohorts: [], exemptions: {} },
    timezone: 'America/Chicago',
  };
}
