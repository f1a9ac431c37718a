/** A child of the demo ends when its parent does, however the parent ended: the closing IPC channel is the only sure sign. */
export function exitWithParent(stop: () => Promise<void>): void {
  if (!process.connected) return;
  process.once('disconnect', () => {
    const hard = setTimeout(() => process.exit(1), 5_000);
    hard.unref();
    void stop().finally(() => process.exit(0));
  });
}
