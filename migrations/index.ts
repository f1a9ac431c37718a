import { Platform1763856000000 } from './1763856000000-platform.js';
import { Identity1763856100000 } from './1763856100000-identity.js';
import { Agencies1763856200000 } from './1763856200000-agencies.js';

/** Every migration, oldest first. The order of the contexts is the order of libs/. */
export const MIGRATIONS = [Platform1763856000000, Identity1763856100000, Agencies1763856200000];
