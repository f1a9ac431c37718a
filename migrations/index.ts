import { Platform1763856000000 } from './1763856000000-platform.js';

/** Every migration, oldest first. The order of the contexts is the order of libs/. */
export const MIGRATIONS = [Platform1763856000000];
