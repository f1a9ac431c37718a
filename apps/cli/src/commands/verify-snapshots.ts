import { verifySnapshots } from '#compliance';
import {
  Blobs,
  FolderContents,
  loadConfiguration,
  oneTransaction,
  openDataSource,
  silentBell,
  Tasks,
  TenantDb,
} from '#platform';
import { Command } from 'commander';

export const verifySnapshotsCommand = (): Command =>
  new Command('verify-snapshots')
    .description('Make every snapshot of a report again from its inputs. Ends with 1 where one is not what it was.')
    .option('--agency <slug>', 'only this agency')
    .action(async ({ agency }: { agency?: string }) => {
      const wanted = ['PARLEY_DATABASE_URL', 'PARLEY_BLOB_FOLDER'] as const;
      const { PARLEY_DATABASE_URL: url, PARLEY_BLOB_FOLDER: folder } = loadConfiguration(wanted, process.env);
      if (folder === null) throw new Error('PARLEY_BLOB_FOLDER is not set: the inputs of snapshots are there');
      const sql = 'select id, slug from control.agencies where $1::text is null or slug = $1 order by slug';
      const agencies = await oneTransaction(url, 'parley-cli', (tx) =>
        tx.query<{ id: string; slug: string }>(sql, [agency ?? null]),
      );
      if (agency !== undefined && agencies.length === 0) throw new Error(`there is no agency ${agency}`);
      const source = await openDataSource({ url, entities: [], poolSize: 2, name: 'parley-cli' });
      try {
        // Nothing is written, so nobody is rung.
        const blobs = new Blobs(new FolderContents(folder), new Tasks(silentBell));
        let [seen, wrong] = [0, 0];
        for (const { id, slug } of agencies) {
          for await (const snapshot of verifySnapshots(new TenantDb(source), blobs, id)) {
            seen += 1;
            if (snapshot.equal) continue;
            wrong += 1;
            const { kind, asOf, evaluatorVersion, problem } = snapshot;
            const why = problem ?? 'its report is another now';
            console.log(`${slug}: ${kind} as of ${asOf} (${snapshot.id}, evaluator ${evaluatorVersion}): ${why}`);
          }
        }
        console.log(`${seen} snapshots made again, ${wrong} of them not as they were`);
        if (wrong > 0) process.exitCode = 1;
      } finally {
        await source.destroy();
      }
    });
