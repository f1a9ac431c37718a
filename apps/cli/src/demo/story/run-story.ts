import { join } from 'node:path';
import { runCommand } from '../child-process.js';
import type { DemoContext } from '../demo-context.js';
import { agencyDay } from './agency-day.js';
import { Api } from './api.js';
import { askAsStrangers } from './ask-as-strangers.js';
import { debriefAndAppeal } from './debrief-and-appeal.js';
import { emailOf, HARLOW, nameOf, RIVERBEND, type AgencyCast } from './cast.js';
import { gradeAndSign } from './grade-and-sign.js';
import { exportRoster } from './export-roster.js';
import { importFiles, importMaterial } from './import-material.js';
import { playOnDevice } from './play-on-device.js';
import { playSessions } from './play-sessions.js';
import { prepareTraining } from './prepare-training.js';
import { commandLineTokens, memberTokens, provisionAgencies } from './provision-agencies.js';
import { adoptMandates, showCompliance } from './show-compliance.js';
import { showToBoard } from './show-to-board.js';
import { showWhoLapses } from './show-who-lapses.js';
import { syncRoster } from './sync-roster.js';
import { Teller } from './teller.js';

/** The whole story through the public API, or, where an earlier run told it, what is there to look at. */
export async function runStory(context: DemoContext): Promise<void> {
  const tell = new Teller();
  if (context.firstRun) await tellStory(context, tell);
  else await greetAgain(context, tell);
  await sayGoodbye(context, tell);
}

async function tellStory(context: DemoContext, tell: Teller): Promise<void> {
  const parley = join(context.root, 'dist/apps/cli/src/main.js');
  await runCommand(parley, ['publish-packs', join(context.root, 'packs')], context.environment);
  const cast = await provisionAgencies(context, tell);
  const { riverbend } = cast;
  const adopted = await importMaterial(context, tell, riverbend);
  const training = await prepareTraining(tell, riverbend, adopted);
  const before = await adoptMandates(tell, riverbend, `${agencyDay(RIVERBEND).slice(0, 4)}-01-01`);
  const lms = await syncRoster(context, tell, riverbend);
  const sessions = await playSessions(tell, riverbend, training);
  const own = await gradeAndSign(tell, riverbend, lms, sessions);
  await debriefAndAppeal(context, tell, riverbend, own);
  await showCompliance(tell, riverbend, training, before);
  await showWhoLapses(tell, riverbend, training);
  await exportRoster(context, tell, riverbend, training);
  await showToBoard(context, tell, riverbend);
  await playOnDevice(context, tell, riverbend, training);
  await askAsStrangers(tell, cast, training, sessions);
}

async function greetAgain(context: DemoContext, tell: Teller): Promise<void> {
  tell.epilogue('Welcome back');
  tell.say(
    'The data of an earlier run was kept, and its story is not told twice. To start over: npm run demo -- --fresh',
  );
  if (context.importFiles.length === 0) return;
  const email = emailOf(RIVERBEND.admin, RIVERBEND);
  const [token = ''] = await memberTokens(context, RIVERBEND.slug, [email]);
  const admin = { id: '', name: nameOf(RIVERBEND.admin), email, api: new Api(context.apiUrl, token, context.signal) };
  await importFiles(tell, { admin } as AgencyCast, context.importFiles);
}

const ROLES: [string, string, string][] = [
  ['agency admin', RIVERBEND.slug, emailOf(RIVERBEND.admin, RIVERBEND)],
  ['instructor', RIVERBEND.slug, emailOf(RIVERBEND.instructor, RIVERBEND)],
  ['trainee', RIVERBEND.slug, emailOf(RIVERBEND.trainees[0] ?? RIVERBEND.admin, RIVERBEND)],
  ['auditor', RIVERBEND.slug, emailOf(RIVERBEND.auditor, RIVERBEND)],
  ['admin of the other agency', HARLOW.slug, emailOf(HARLOW.admin, HARLOW)],
];

const QUERIES = [
  '{ scenarioSessions(first: 5) { nodes { state outcomePath turns(first: 50) { nodes { number speaker text } } } } }',
  '{ complianceReport(mandateCode: "US-GA-ANNUAL", first: 10) { nodes { status dueOn } } }',
  '{ expiring(withinDays: 90, first: 10) { nodes { familyName mandate { code } turnsOn turnsInto } } }',
  '{ gradingQueue(first: 10) { nodes { sessionId } } }',
];

async function sayGoodbye(context: DemoContext, tell: Teller): Promise<void> {
  tell.epilogue('Look around yourself');
  tell.say(`GraphiQL, served from here: ${context.apiUrl}/graphiql`);
  tell.say(
    'Put a token into its headers as {"Authorization": "Bearer ..."}. Tokens, good for an hour; the next npm run demo makes new ones:',
  );
  const tokens = new Map<string, string>();
  for (const slug of [RIVERBEND.slug, HARLOW.slug]) {
    const emails = ROLES.filter(([, agency]) => agency === slug).map(([, , email]) => email);
    const issued = await memberTokens(context, slug, emails);
    emails.forEach((email, index) => tokens.set(email, issued[index] ?? ''));
  }
  for (const [role, , email] of ROLES) {
    tell.say('');
    tell.say(`${role} (${email}):`);
    tell.verbatim(tokens.get(email) ?? '');
  }
  tell.say('');
  tell.say('operator, who provisions agencies and reads nothing in them:');
  tell.verbatim((await commandLineTokens(context, ['--operator', 'demo']))[0] ?? '');
  tell.say('');
  tell.say('Four queries to try: as trainee, as admin twice, as instructor.');
  for (const query of QUERIES) tell.verbatim(`   ${query}`);
}
