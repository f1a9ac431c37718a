import 'reflect-metadata';
import { ConfigurationError, UserError } from '#platform';
import { Command } from 'commander';
import { enginesCommand } from './commands/engines.js';
import { migrateCommand } from './commands/migrate.js';
import { modelsCommand } from './commands/models/models.js';
import { provisionCommand } from './commands/provision.js';
import { publishPacksCommand } from './commands/publish-packs.js';
import { resealKeysCommand } from './commands/reseal-keys.js';
import { revertMigrationsCommand } from './commands/revert-migrations.js';
import { rotateKeysCommand } from './commands/rotate-keys.js';
import { stuckTasksCommand } from './commands/stuck-tasks.js';
import { tokenCommand } from './commands/token.js';
import { verifyComplianceCommand } from './commands/verify-compliance.js';
import { verifySnapshotsCommand } from './commands/verify-snapshots.js';
import { demoCommand } from './demo/demo-command.js';
import { runStory } from './demo/story/run-story.js';

const program = new Command('parley')
  .description('Operates a Parley deployment. Configuration comes from PARLEY_* environment variables.')
  .addCommand(provisionCommand())
  .addCommand(migrateCommand())
  .addCommand(revertMigrationsCommand())
  .addCommand(publishPacksCommand())
  .addCommand(stuckTasksCommand())
  .addCommand(tokenCommand())
  .addCommand(rotateKeysCommand())
  .addCommand(resealKeysCommand())
  .addCommand(modelsCommand())
  .addCommand(enginesCommand())
  .addCommand(verifyComplianceCommand())
  .addCommand(verifySnapshotsCommand())
  .addCommand(demoCommand(runStory));

try {
  await program.parseAsync();
} catch (error) {
  // One line for a person; the stack only for what nobody foresaw.
  console.error(error instanceof ConfigurationError || error instanceof UserError ? error.message : error);
  process.exitCode = 1;
}
