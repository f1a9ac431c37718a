import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The path of something that lies beside the code in the repository and in the image, such as `packs/prompts`: sources and built
 * code lie at different depths below it.
 * @returns null when it is not there
 */
export function shippedPath(relative: string, from: string = import.meta.dirname): string | null {
  for (let folder = from; ; folder = dirname(folder)) {
    const path = join(folder, relative);
    if (existsSync(path)) return path;
    if (dirname(folder) === folder) return null;
  }
}
