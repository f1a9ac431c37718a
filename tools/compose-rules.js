/** What docker-compose.yml must be, checked without Docker. */

const SERVICES = ['postgres', 'redis', 'provision', 'migrate', 'api', 'worker', 'engine'];
/** The image drops root by itself, after it gave the data folder to its user. */
const DROPS_ROOT_ITSELF = new Set(['postgres']);
const ONE_SHOT = new Set(['provision', 'migrate']);
const ONLY_BY_PROFILE = new Set(['engine']);

/**
 * @param {any} compose the parsed file
 * @param {{ needed: (command: string) => Set<string>, read: (command: string) => Set<string> }} variables of a process, by its command line
 * @returns {string[]} one line a problem
 */
export function composeProblems(compose, variables) {
  const services = compose.services ?? {};
  const problems = SERVICES.filter((name) => !services[name]).map((name) => `there is no service ${name}`);
  for (const [name, service] of Object.entries(services)) {
    const found = [
      ...imageProblems(service),
      ...confinementProblems(name, service),
      ...healthProblems(name, service, services),
      ...environmentProblems(service, variables),
      ...volumeProblems(service, compose.volumes ?? {}),
      ...portProblems(service),
    ];
    problems.push(...found.map((problem) => `${name}: ${problem}`));
  }
  const redis = String(services.redis?.command);
  for (const setting of ['--appendonly yes', '--maxmemory-policy noeviction'])
    if (!redis.includes(setting)) problems.push(`redis: it runs without ${setting}`);
  return problems;
}

function imageProblems({ image = '' }) {
  const tag = /:([^:/]+)$/.exec(image)?.[1];
  if (!tag) return ['its image has no version'];
  // Of Parley's own image the operator says which version; the default is what was built here.
  return tag === 'latest' ? ['its image is whatever is the latest'] : [];
}

function confinementProblems(name, service) {
  const problems = [];
  if (!service.security_opt?.includes('no-new-privileges:true')) problems.push('it may gain privileges');
  const limits = service.deploy?.resources?.limits ?? {};
  for (const limit of ['cpus', 'memory', 'pids']) if (!limits[limit]) problems.push(`it has no limit of ${limit}`);
  if (service.privileged || service.network_mode === 'host') problems.push('it is not confined');
  if (DROPS_ROOT_ITSELF.has(name)) return problems;
  // The Dockerfile of our own image names a user; tools/check-dockerfile.js looks at it.
  if (!service.build && (!service.user || /^(root|0)(:|$)/.test(service.user))) problems.push('it runs as root');
  if (!service.read_only) problems.push('it may change its own files');
  if (!service.cap_drop?.includes('ALL')) problems.push('it keeps capabilities of root');
  return problems;
}

function healthProblems(name, service, services) {
  const problems = [];
  if (!ONE_SHOT.has(name) && !service.healthcheck?.test) problems.push('it has no health check');
  if (!ONE_SHOT.has(name) && service.restart !== 'unless-stopped') problems.push('it stays down after a crash');
  if (ONLY_BY_PROFILE.has(name) !== Boolean(service.profiles?.length)) problems.push('its profile is wrong');
  for (const [other, { condition }] of Object.entries(service.depends_on ?? {})) {
    if (!services[other]) problems.push(`it waits for ${other}, which is no service`);
    else if (services[other].profiles) problems.push(`it waits for ${other}, which may not be started`);
    else if (condition === 'service_healthy' && !services[other].healthcheck)
      problems.push(`it waits for the health of ${other}, which has no check`);
  }
  return problems;
}

function environmentProblems(service, { needed, read }) {
  const problems = [];
  const given = Object.entries(service.environment ?? {});
  for (const [variable, value] of given) {
    const secret = /PASSWORD|KEY|SECRET/.test(variable) ? value : /:\/\/[^:@/]*:(.+)@/.exec(value)?.[1];
    if (secret && !/^\$\{\w+(:-|:[?][^}]*)?\}$/.test(secret)) problems.push(`${variable} holds a secret in clear`);
  }
  if (!service.build) return problems;
  const command = service.command.join(' ');
  const names = new Set(given.map(([variable]) => variable));
  for (const name of names) if (!read(command).has(name)) problems.push(`its process does not read ${name}`);
  for (const name of needed(command)) if (!names.has(name)) problems.push(`its process needs ${name}`);
  return problems;
}

function volumeProblems(service, declared) {
  return (service.volumes ?? [])
    .map((volume) => String(volume).split(':')[0])
    .filter((source) => /^\w/.test(source) && !(source in declared))
    .map((source) => `volume ${source} is not declared`);
}

/** Whatever listens beyond this machine is for a proxy to say. */
function portProblems(service) {
  return (service.ports ?? [])
    .filter((port) => !String(port).startsWith('127.0.0.1:') || /:9464$/.test(String(port)))
    .map((port) => `port ${port} can be reached from outside`);
}
