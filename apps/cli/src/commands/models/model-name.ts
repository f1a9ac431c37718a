import type { VersionName } from '#slm';
import { InvalidArgumentError } from 'commander';

/** `deesc-tiny@1.0.0` as an operator types it. */
export function modelName(text: string): VersionName {
  const [code, version, ...rest] = text.split('@');
  if (!code || !version || rest.length > 0)
    throw new InvalidArgumentError('It must be code@version, for example deesc-tiny@1.0.0.');
  return { code, version };
}
