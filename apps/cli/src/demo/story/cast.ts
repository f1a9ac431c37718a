import type { Api } from './api.js';

/** A member of the story, with the API as they see it. */
export interface Player {
  id: string;
  name: string;
  email: string;
  api: Api;
}

export interface AgencyCast {
  slug: string;
  name: string;
  admin: Player;
  instructor: Player;
  /** Has no say in what the other one signs, and so may decide an appeal against it. */
  secondInstructor: Player;
  trainees: Player[];
}

/** What the chapters leave for each other. */
export interface Cast {
  riverbend: AgencyCast;
  harlow: AgencyCast;
}

export interface PersonSheet {
  givenName: string;
  familyName: string;
  badge: string;
}

export interface AgencySheet {
  slug: string;
  name: string;
  timezone: string;
  stateCode: string;
  divisions: readonly string[];
  admin: PersonSheet;
  instructor: PersonSheet;
  secondInstructor: PersonSheet;
  /** Of the state board: reads, and nothing else. */
  auditor: PersonSheet;
  trainees: readonly PersonSheet[];
}

/** Invented agencies and people. */
export const RIVERBEND: AgencySheet = {
  slug: 'riverbend',
  name: 'Riverbend Police Department',
  timezone: 'America/New_York',
  stateCode: 'GA',
  divisions: ['Patrol', 'Training Academy'],
  admin: { givenName: 'Carol', familyName: 'Marsh', badge: '100' },
  instructor: { givenName: 'Luis', familyName: 'Ortega', badge: '204' },
  secondInstructor: { givenName: 'Nadia', familyName: 'Bell', badge: '209' },
  auditor: { givenName: 'Helen', familyName: 'Pruitt', badge: 'A-1' },
  trainees: [
    { givenName: 'Dana', familyName: 'Whitfield', badge: '417' },
    { givenName: 'Brett', familyName: 'Colson', badge: '418' },
    { givenName: 'Amina', familyName: 'Yusuf', badge: '421' },
    { givenName: 'Peter', familyName: 'Novak', badge: '425' },
    { givenName: 'Grace', familyName: 'Lindqvist', badge: '430' },
    { givenName: 'Tomas', familyName: 'Herrera', badge: '433' },
  ],
};

export const HARLOW: AgencySheet = {
  slug: 'harlow',
  name: "Harlow County Sheriff's Office",
  timezone: 'America/Chicago',
  stateCode: 'TX',
  divisions: ['Field Services'],
  admin: { givenName: 'Ruth', familyName: 'Delgado', badge: '1' },
  instructor: { givenName: 'Sam', familyName: 'Okafor', badge: '12' },
  secondInstructor: { givenName: 'Lena', familyName: 'Voss', badge: '14' },
  auditor: { givenName: 'Victor', familyName: 'Amaro', badge: 'A-2' },
  trainees: [
    { givenName: 'Jo', familyName: 'Brandt', badge: '31' },
    { givenName: 'Ivy', familyName: 'Castle', badge: '32' },
  ],
};

export const emailOf = (sheet: PersonSheet, agency: AgencySheet): string =>
  `${sheet.givenName}.${sheet.familyName}@${agency.slug}.example`.toLowerCase();

export const nameOf = (sheet: PersonSheet): string => `${sheet.givenName} ${sheet.familyName}`;
