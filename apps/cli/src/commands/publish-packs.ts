import { readMandatePack } from '#compliance';
import { publishPacks, readPacks } from '#curricula';
import { loadConfiguration, oneTransaction } from '#platform';
import { Command } from 'commander';

export const publishPacksCommand = (): Command =>
  new Command('publish-packs')
    .description('Put the scenarios, rubrics and mandates of a folder into the library, all or none. Safe to repeat.')
    .argument('[folder]', 'a folder with scenarios, rubrics and mandates in it', 'packs')
    .action(async (folder: string) => {
      const config = loadConfiguration(['PARLEY_LIBRARIAN_DATABASE_URL'], process.env);
      const packs = await readPacks(folder, readMandatePack);
      const { published, unchanged } = await oneTransaction(config.PARLEY_LIBRARIAN_DATABASE_URL, 'parley-cli', (tx) =>
        publishPacks(tx, packs),
      );
      for (const name of published) console.log(`published ${name}`);
      console.log(`${published.length} new, ${unchanged.length} unchanged`);
    });
