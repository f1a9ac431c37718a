import { loadConfiguration, oneTransaction, resealSigningKeys } from '#platform';
import { Command } from 'commander';

const VARIABLES = ['PARLEY_OPERATOR_DATABASE_URL', 'PARLEY_MASTER_KEY', 'PARLEY_PREVIOUS_MASTER_KEY'] as const;

export const resealKeysCommand = (): Command =>
  new Command('reseal-keys')
    .description(
      'Encrypt with PARLEY_MASTER_KEY what PARLEY_PREVIOUS_MASTER_KEY encrypted, all or nothing. Safe to repeat.',
    )
    .action(async () => {
      const config = loadConfiguration(VARIABLES, process.env);
      const masterKeys = { current: config.PARLEY_MASTER_KEY, previous: config.PARLEY_PREVIOUS_MASTER_KEY };
      const { resealed, total } = await oneTransaction(config.PARLEY_OPERATOR_DATABASE_URL, 'parley-cli', (tx) =>
        resealSigningKeys(tx, masterKeys),
      );
      console.log(`${resealed} of ${total} keys encrypted again; PARLEY_PREVIOUS_MASTER_KEY is needed no more`);
    });
