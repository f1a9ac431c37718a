import { DATABASE_ROLES, loadConfiguration, provision, type RoleUrls, type Variable } from '#platform';
import { Command } from 'commander';

const ROLE_VARIABLES = [
  'PARLEY_OWNER_DATABASE_URL',
  'PARLEY_DATABASE_URL',
  'PARLEY_WORKER_DATABASE_URL',
  'PARLEY_RELAY_DATABASE_URL',
  'PARLEY_LIBRARIAN_DATABASE_URL',
  'PARLEY_OPERATOR_DATABASE_URL',
  'PARLEY_QUEUE_URL',
] as const satisfies readonly Variable[];

export const provisionCommand = (): Command =>
  new Command('provision')
    .description(
      'Make the database roles and the two databases, and set the passwords of the URLs given. Safe to repeat.',
    )
    .action(async () => {
      const config = loadConfiguration([...ROLE_VARIABLES, 'PARLEY_SUPERUSER_DATABASE_URL'], process.env);
      const urls: RoleUrls = {
        owner: config.PARLEY_OWNER_DATABASE_URL,
        app: config.PARLEY_DATABASE_URL,
        worker: config.PARLEY_WORKER_DATABASE_URL,
        relay: config.PARLEY_RELAY_DATABASE_URL,
        librarian: config.PARLEY_LIBRARIAN_DATABASE_URL,
        operator: config.PARLEY_OPERATOR_DATABASE_URL,
        queue: config.PARLEY_QUEUE_URL,
      };
      await provision(config.PARLEY_SUPERUSER_DATABASE_URL, urls);
      console.log(`provisioned ${Object.keys(DATABASE_ROLES).length} roles and 2 databases`);
    });
