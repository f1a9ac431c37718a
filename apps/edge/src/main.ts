import 'reflect-metadata';
import { createInterface } from 'node:readline';
import { Command } from 'commander';
import pc from 'picocolors';
import { LockHeldError } from '#platform';
import { DeviceError } from './device-error.js';
import { DeviceStore, type DeviceIdentity } from './device-store.js';
import { enrol } from './enrol.js';
import { JournalDamaged } from './journal-lines.js';
import { playOffline } from './play-offline.js';
import { pull } from './pull.js';
import { sync } from './sync.js';

const program = new Command('parley-device')
  .description('The reference device: enrols, takes assignments, plays them with no network, and syncs signed results.')
  .requiredOption('--store <folder>', 'where the device keeps its key and its journal');

/** Commands that need an enrolled device. */
async function enrolled(work: (store: DeviceStore, identity: DeviceIdentity) => Promise<void>): Promise<void> {
  const store = await DeviceStore.open(program.opts<{ store: string }>().store);
  try {
    const identity = store.identity();
    if (!identity) throw new DeviceError('this device is not enrolled: run enrol first');
    await work(store, identity);
  } finally {
    await store.close();
  }
}

program
  .command('enrol')
  .description('Enrol with a one-time code from an admin.')
  .requiredOption('--api <url>', 'where the server is')
  .requiredOption('--code <code>', 'the one-time code')
  .option('--issuer <url>', 'the name that the server goes by, when it is not its address')
  .action(async (flags: { api: string; code: string; issuer?: string }) => {
    const store = await DeviceStore.open(program.opts<{ store: string }>().store);
    try {
      const { clientId, epoch } = await enrol(store, flags.api, flags.code, flags.issuer ?? flags.api);
      console.log(`enrolled as ${clientId}, epoch ${epoch}`);
    } finally {
      await store.close();
    }
  });

program
  .command('pull')
  .description('Take new assignments with their scenarios.')
  .action(() => enrolled(async (store, identity) => console.log(`${await pull(store, identity)} new assignments`)));

program
  .command('assignments')
  .description('List the assignments on this device.')
  .action(() =>
    enrolled(async (store) => {
      const played = new Set(store.records().map((entry) => entry.assignmentId));
      for (const assignment of store.assignments()) {
        const { title } = JSON.parse(assignment.scenario) as { title: string };
        console.log(`${assignment.assignmentId}  ${title}  ${played.has(assignment.assignmentId) ? 'played' : 'open'}`);
      }
    }),
  );

program
  .command('play')
  .description(
    'Play an assignment offline; what the officer says is read line by line. Ends with the input or the scenario.',
  )
  .option('--assignment <id>', 'which one; the first open one when left out')
  .action((flags: { assignment?: string }) =>
    enrolled(async (store, identity) => {
      const played = new Set(store.records().map((entry) => entry.assignmentId));
      const assignment = store
        .assignments()
        .find((one) => (flags.assignment ? one.assignmentId === flags.assignment : !played.has(one.assignmentId)));
      if (!assignment) throw new DeviceError('there is no such assignment on this device: run pull first');
      const lines = createInterface({ input: process.stdin, terminal: false });
      const session = await playOffline(store, identity, assignment, lines, {
        said: ({ speaker, text }) =>
          console.log(`${speaker === 'OFFICER' ? pc.cyan('officer ') : pc.yellow('civilian')}  ${text}`),
        refused: (_line, why) => console.log(pc.red(why)),
      });
      console.log(
        `stored as record ${session.seq}: ${session.turns} turns, ${session.outcomePath ?? 'no ending reached'}`,
      );
    }),
  );

program
  .command('sync')
  .description('Push results that have no receipt yet, and verify the receipts.')
  .option('--again', 'push everything again, as after a lost acknowledgement')
  .action((flags: { again?: boolean }) =>
    enrolled(async (store, identity) => {
      const report = await sync(store, identity, !!flags.again);
      for (const { seq, status, code, receiptVerified } of report.outcomes) {
        console.log(
          `record ${seq}  ${status}${code ? ` ${code}` : ''}  receipt ${receiptVerified ? 'verified' : 'NOT verified'}`,
        );
      }
      console.log(`the server holds everything through ${report.contiguousThrough}`);
      for (const { from, to } of report.missing) console.log(`the server misses ${from} to ${to}`);
    }),
  );

try {
  await program.parseAsync();
} catch (error) {
  const isExpected = error instanceof DeviceError || error instanceof JournalDamaged || error instanceof LockHeldError;
  console.error(isExpected ? error.message : error);
  process.exitCode = 1;
}
