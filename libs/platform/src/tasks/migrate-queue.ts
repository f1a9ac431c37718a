/** Creates the queue's own schema. Run once by `cli migrate`; running processes never do. */
export async function migrateQueue(url: string): Promise<void> {
  const [{ createPostgresBackend, Queue }, { isPostgresQueue, QUEUE_NAME }] = await Promise.all([
    import('bullmq'),
    import('./queue-connection.js'),
  ]);
  if (!isPostgresQueue(url)) return;
  const connection = { connectionString: url, max: 2, migrate: true, schema: 'bullmq' };
  const queue = new Queue(QUEUE_NAME, { connection: connection as never }, createPostgresBackend as never);
  try {
    await queue.waitUntilReady();
  } finally {
    await queue.close();
  }
}
