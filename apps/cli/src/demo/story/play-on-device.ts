import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { DemoContext } from '../demo-context.js';
import { DemoError } from '../demo-error.js';
import type { AgencyCast, Player } from './cast.js';
import { LISTENING_OFFICER } from './officer-lines.js';
import type { Training } from './prepare-training.js';
import type { Teller } from './teller.js';

/** How much of the offline dialogue is shown. */
const SHOWN_LINES = 6;

/** Chapter 9: a device enrols, plays its assignment offline and pushes the signed result twice. @returns the session's id */
export async function playOnDevice(
  context: DemoContext,
  tell: Teller,
  agency: AgencyCast,
  training: Training,
): Promise<string> {
  tell.chapter('A headset plays offline and syncs a signed result');
  const { createEnrolmentCode } = await agency.admin.api.ask<{ createEnrolmentCode: { code: string } }>(
    `mutation C($input: CreateEnrolmentCodeInput!) { createEnrolmentCode(input: $input) { code userErrors { code field message } } }`,
    { input: { deviceId: training.deviceId } },
  );
  const device = (words: string[], input = ''): Promise<string> => runDevice(context, words, input);
  const issuer = context.environment.PARLEY_ISSUER ?? context.apiUrl;
  tell.done(await device(['enrol', '--api', context.apiUrl, '--code', createEnrolmentCode.code, '--issuer', issuer]));
  tell.done(`${await device(['pull'])}, each with its scenario and a ticket that the server signed`);
  tell.say('Now without any network:');
  const played = (await device(['play'], linesOf(agency.trainees[2] as Player))).split('\n');
  for (const line of played.slice(0, SHOWN_LINES)) tell.say(line);
  tell.say(`... ${played.length - 1 - SHOWN_LINES} more turns`);
  tell.done(played.at(-1) ?? '');
  tell.done(`back online, it pushes: ${verified(await device(['sync']))}`);
  tell.done(`the acknowledgement is lost, it pushes again: ${verified(await device(['sync', '--again']))}`);
  const trainee = agency.trainees[2] as Player;
  const { scenarioSessions } = await trainee.api.ask<{
    scenarioSessions: { nodes: { id: string; origin: string; state: string }[] };
  }>('{ scenarioSessions(first: 10) { nodes { id origin state } } }');
  const synced = scenarioSessions.nodes.filter((one) => one.origin === 'EDGE');
  if (synced.length !== 1) throw new DemoError(`the session of the device is stored ${synced.length} times`);
  tell.done(`${trainee.name} has exactly one session from the device; it is graded on the server like any other`);
  return synced[0]?.id ?? '';
}

/** The reference device as a process of its own, with its own folder and none of the server's variables. */
async function runDevice(context: DemoContext, words: string[], input: string): Promise<string> {
  const entry = join(context.root, 'dist/apps/edge/src/main.js');
  const child = spawn(process.execPath, [entry, '--store', join(context.folder, 'headset-3'), ...words], {
    stdio: ['pipe', 'pipe', 'pipe'],
    signal: context.signal,
    env: { PATH: process.env.PATH ?? '', NO_COLOR: '1' },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
  child.stdin.end(input);
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new DemoError(`the device failed at ${words[0]}:\n${said}`);
  return said.trim();
}

/** The listening officer's lines, said by somebody else. */
const linesOf = (trainee: Player): string =>
  LISTENING_OFFICER.join('\n').replace('Dana', trainee.name.split(' ')[0] ?? '');

/** What a sync said, on one line. @throws DemoError when a receipt did not verify */
function verified(said: string): string {
  if (!said.includes('receipt verified'))
    throw new DemoError(`the device does not believe the server's receipt:\n${said}`);
  return said.split('\n').join('; ');
}
