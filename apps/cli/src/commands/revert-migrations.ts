import { MIGRATIONS } from '#migrations';
import { loadConfiguration, revertMigrations } from '#platform';
import { Command, InvalidArgumentError } from 'commander';

export const revertMigrationsCommand = (): Command =>
  new Command('revert-migrations')
    .description(
      'Undo the newest migrations, so that an earlier version can run: what they made is dropped with all that is in it. ' +
        'Tells first what that is. The queue database is not touched.',
    )
    .argument('<count>', 'how many, newest first', countOf)
    .option('--yes-lose-data', 'do it; without this nothing is changed')
    .action(async (count: number, { yesLoseData = false }: { yesLoseData?: boolean }) => {
      const { PARLEY_OWNER_DATABASE_URL: url } = loadConfiguration(['PARLEY_OWNER_DATABASE_URL'], process.env);
      const { migrations, dropped } = await revertMigrations(url, MIGRATIONS, count, yesLoseData);
      const verb = yesLoseData ? 'dropped' : 'would drop';
      for (const name of dropped) console.log(`${verb} ${name}`);
      console.log(`${yesLoseData ? 'undid' : 'would undo'} ${migrations.length} migrations: ${migrations.join(', ')}`);
      if (yesLoseData) return;
      console.log('nothing was changed: stop every process of Parley, make a backup, and repeat with --yes-lose-data');
      process.exitCode = 1;
    });

function countOf(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new InvalidArgumentError('It must be a whole number from 1.');
  return Number(text);
}
