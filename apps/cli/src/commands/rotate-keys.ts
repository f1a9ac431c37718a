import {
  compromiseSigningKey,
  KEY_PURPOSES,
  listSigningKeys,
  loadConfiguration,
  oneTransaction,
  pruneSigningKeys,
  PUBLISH_SECONDS,
  QUICK_PUBLISH_SECONDS,
  rotateSigningKeys,
  type KeyPurpose,
  type MasterKeys,
  type PlainTx,
} from '#platform';
import Table from 'cli-table3';
import { Command, Option } from 'commander';

const VARIABLES = ['PARLEY_OPERATOR_DATABASE_URL', 'PARLEY_MASTER_KEY', 'PARLEY_PREVIOUS_MASTER_KEY'] as const;

interface Flags {
  purpose?: KeyPurpose[];
  retireNow?: boolean;
  compromised?: string;
  list?: boolean;
}

/** What an operator must know after a key is no longer believed. */
const INVALIDATED: Readonly<Record<KeyPurpose, string>> = {
  ACCESS_TOKEN: 'every access token it signed is refused: clients must ask for a new one',
  DEVICE_NONCE: 'every nonce it signed is refused: devices ask for a new one by themselves',
  RECEIPT: 'devices that read the key set again believe no receipt of it, and keep the records they hold no other for',
  TICKET: 'records played under its tickets are quarantined: devices must pull their assignments again',
};

export const rotateKeysCommand = (): Command =>
  new Command('rotate-keys')
    .description(
      'Replace signing keys: a new one is published, signs later, and what the one before signed stays valid. Safe to repeat.',
    )
    .addOption(new Option('--purpose <purposes...>', 'only these; all when left out').choices([...KEY_PURPOSES]))
    .option(
      '--retire-now',
      `let the new key sign after ${QUICK_PUBLISH_SECONDS} s, not ${PUBLISH_SECONDS}: others may not have read the key set by then`,
    )
    .addOption(
      new Option('--compromised <kid>', 'end this key at once, with all that it signed').conflicts([
        'purpose',
        'retireNow',
      ]),
    )
    .addOption(new Option('--list', 'change nothing').conflicts(['purpose', 'retireNow', 'compromised']))
    .action(async (flags: Flags) => {
      const config = loadConfiguration(VARIABLES, process.env);
      const masterKeys = { current: config.PARLEY_MASTER_KEY, previous: config.PARLEY_PREVIOUS_MASTER_KEY };
      const lines = await oneTransaction(config.PARLEY_OPERATOR_DATABASE_URL, 'parley-cli', (tx) =>
        carryOut(tx, masterKeys, flags),
      );
      for (const line of lines) console.log(line);
    });

async function carryOut(tx: PlainTx, masterKeys: MasterKeys, flags: Flags): Promise<string[]> {
  if (flags.list) return list(tx);
  if (flags.compromised !== undefined) return compromise(tx, masterKeys, flags.compromised);
  const lead = flags.retireNow ? QUICK_PUBLISH_SECONDS : PUBLISH_SECONDS;
  const rotations = await rotateSigningKeys(tx, masterKeys, flags.purpose ?? KEY_PURPOSES, lead);
  const { forgotten, removed } = await pruneSigningKeys(tx);
  return [
    ...rotations.map(
      ({ purpose, kid, signsFrom, isNew }) =>
        `${purpose}: ${kid} ${isNew ? 'is new and' : 'was published before and'} signs from ${signsFrom.toISOString()}`,
    ),
    `${forgotten} private parts of retired keys forgotten, ${removed} expired keys removed`,
    ...(await list(tx)),
  ];
}

async function compromise(tx: PlainTx, masterKeys: MasterKeys, kid: string): Promise<string[]> {
  const ended = await compromiseSigningKey(tx, masterKeys, kid);
  if (!ended) {
    process.exitCode = 1;
    return [`there is no signing key ${kid}; nothing was changed. These are the keys:`, ...(await list(tx))];
  }
  return [
    `${kid} signs and verifies nothing from now on; every process knows within 30 s`,
    `it signed from ${ended.signsFrom.toISOString()}; ${ended.signer} signs ${ended.purpose} now`,
    INVALIDATED[ended.purpose],
  ];
}

async function list(tx: PlainTx): Promise<string[]> {
  const table = new Table({ head: ['purpose', 'kid', 'phase', 'signs from', 'until', 'verifies until'] });
  for (const { purpose, kid, phase, signsFrom, retiredAt, verifiesUntil } of await listSigningKeys(tx)) {
    const until = retiredAt?.toISOString() ?? 'a newer one';
    table.push([purpose, kid, phase, signsFrom.toISOString(), until, verifiesUntil?.toISOString() ?? 'for ever']);
  }
  return [table.toString()];
}
