/** Raised when the demo cannot go on, with a line for the reader. */
export class DemoError extends Error {
  override name = 'DemoError';
}
