/**
 * The promise, or the signal's reason as soon as it aborts, for work that cannot be broken off itself.
 */
export async function abortable<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  let leave: () => void = () => undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    leave = () => reject(signal.reason);
    signal.addEventListener('abort', leave, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', leave);
    // Whoever does not wait for it any more must not be thrown its failure.
    work.catch(() => undefined);
  }
}
