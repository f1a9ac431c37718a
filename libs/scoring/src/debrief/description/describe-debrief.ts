import { dayInZone, isoDayInZone } from '../../pdf/agency-time.js';
import { appealSection } from './appeal-section.js';
import { changesSection } from './changes-section.js';
import { coachingSection } from './coaching-section.js';
import { competencySection } from './competency-section.js';
import type { DebriefDocument, Section } from './debrief-document.js';
import type { DebriefFacts } from './debrief-facts.js';
import { dialogueSection } from './dialogue-section.js';
import { criticalFailSection, outcomeSection } from './findings-sections.js';
import { strengthsSection, workSection } from './lessons.js';
import { paperOf } from '../../pdf/paper.js';
import { provenanceSection } from './provenance-section.js';
import { resultSection } from './result-section.js';
import { standingOf } from './standing.js';
import { toldParts } from './told-parts.js';

/** The description of a debrief, in the order in which an officer reads. Pure: the same facts are the same description. */
export function describeDebrief(facts: DebriefFacts): DebriefDocument {
  const { agency, session, scenario, officer, decision, review, grading, edition } = facts;
  const told = toldParts(facts);
  const sections: (Section | null)[] = [
    ...(told
      ? [
          resultSection(facts, told),
          strengthsSection(facts, told),
          workSection(facts, told),
          coachingSection(facts),
          dialogueSection(facts),
          competencySection(facts, told),
          outcomeSection(facts, told),
          criticalFailSection(facts, told),
          changesSection(facts),
        ]
      : [decision && coachingSection(facts)]),
    appealSection(facts),
    provenanceSection(facts),
  ];
  const dated = decision?.at ?? review?.at ?? grading?.at ?? session.completedAt ?? session.startedAt;
  const practice = session.mode === 'PRACTICE';
  return {
    language: 'en',
    title: scenario.title,
    subtitle: practice ? 'Debrief of a practice session' : 'Debrief of a proof session',
    agency: agency.name,
    edition,
    paper: paperOf(agency.timezone),
    dated: dated.toISOString(),
    playedOn: isoDayInZone(session.completedAt ?? session.startedAt, agency.timezone),
    facts: [
      { term: 'Officer', detail: officer },
      { term: 'Played on', detail: dayInZone(session.completedAt ?? session.startedAt, agency.timezone) },
      { term: 'Scenario', detail: `${scenario.title}, version ${scenario.version}` },
      ...(practice
        ? []
        : [
            {
              term: 'Copy for',
              detail:
                edition === 'REVIEWER'
                  ? 'reviewers: it may tell what the grader proposed, which the officer is not shown'
                  : 'the officer',
            },
          ]),
    ],
    standing: standingOf(facts),
    sections: sections.filter((section) => section !== null),
  };
}
