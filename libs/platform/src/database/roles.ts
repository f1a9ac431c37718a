/**
 * The database roles. None owns a table or bypasses row-level security unless said. `cli provision` makes them; a migration
 * never does, for it has no right to.
 */
export const DATABASE_ROLES = {
  owner: 'owns every table; logs in only to migrate, and row-level security is forced on it too',
  app: 'the API process',
  worker: 'the worker process',
  relay: 'reads the task table across agencies; may take and lease tasks, never add, change or finish them',
  resolver: 'no login: owns the one function that finds a credential before its agency is known',
  retention: 'removes what retention schedules say',
  librarian: 'writes schema library, the platform-wide content',
  operator: 'writes schema control: the agency list, operators, signing keys, models and engines',
  backup: 'reads everything for a backup, past row-level security; never given to an application',
  queue: 'owns the queue database, which holds no fact',
} as const;

export type DatabaseRole = keyof typeof DATABASE_ROLES;

export const ROLES_WITHOUT_LOGIN: readonly DatabaseRole[] = ['resolver', 'retention', 'backup'];
