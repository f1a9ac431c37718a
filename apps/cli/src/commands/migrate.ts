import { MIGRATIONS } from '#migrations';
import { ensureSigningKeys, loadConfiguration, migrate, migrateQueue, openDataSource } from '#platform';
import { Command } from 'commander';

const VARIABLES = [
  'PARLEY_OWNER_DATABASE_URL',
  'PARLEY_OPERATOR_DATABASE_URL',
  'PARLEY_QUEUE_URL',
  'PARLEY_MASTER_KEY',
  'PARLEY_PREVIOUS_MASTER_KEY',
] as const;

export const migrateCommand = (): Command =>
  new Command('migrate')
    .description('Bring both databases up to date and make the first signing keys. Safe to repeat.')
    .action(async () => {
      const config = loadConfiguration(VARIABLES, process.env);
      const ran = await migrate(config.PARLEY_OWNER_DATABASE_URL, MIGRATIONS);
      await migrateQueue(config.PARLEY_QUEUE_URL);
      const operator = await openDataSource({
        url: config.PARLEY_OPERATOR_DATABASE_URL,
        entities: [],
        poolSize: 1,
        name: 'parley-cli',
      });
      try {
        await ensureSigningKeys(operator, config.PARLEY_MASTER_KEY, config.PARLEY_PREVIOUS_MASTER_KEY);
      } finally {
        await operator.destroy();
      }
      console.log(ran.length === 0 ? 'the database is up to date' : `ran ${ran.length} migrations: ${ran.join(', ')}`);
    });
