/** The rules of docs/architecture.md that look at one file's name, length or words. Each returns `{ rule, file, line, message }`. */

const WARN_LINES = 250;
const MOST_LINES = 350;

const FORBIDDEN_NAME =
  /(^|[-.])(utils?|helpers?|mappers?)([-.]|$)|(^|-)common([.]|$)|base[-.](service|repository|resolver)/i;

const FORBIDDEN_WORDS = [
  { word: /\bforwardRef\s*\(/, message: 'forwardRef hides a cycle: turn the downward call into an event' },
  { word: /\bScope\s*\.\s*REQUEST\b/, message: 'Scope.REQUEST costs an instance per field' },
  {
    word: /\bsynchronize\s*:(?!\s*false\b)|\.synchronize\s*\(/,
    message: 'migrations only: TypeORM never changes the schema',
  },
  {
    word: /\bclass\s+(Base|Abstract)\w*(Service|Repository|Resolver)\b/,
    message: 'no base services, repositories or resolvers',
  },
  {
    word: /import\s*(type\s*)?\{[^}]*\b(DataSource|EntityManager|Repository|QueryRunner|BaseEntity)\b[^}]*\}\s*from\s*'typeorm'/,
    message: 'TypeORM connections only in platform: use the transaction of #platform',
    outside: /^libs\/(platform|testing)\/|^migrations\/|\.(spec|e2e-spec)\.ts$/,
  },
];

const KNOWS_TENANTS = /^libs\/(platform|testing)\/|^migrations\//;

/** @returns a failure over 350 lines, a warning (`warning: true`) over 250 */
export function sizeProblem(file, text) {
  const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
  if (lines > MOST_LINES)
    return [problem('file-size', file, 1, `${lines} lines; more than ${MOST_LINES} fails: split it by what it does`)];
  if (lines > WARN_LINES)
    return [{ ...problem('file-size', file, 1, `${lines} lines; aim at ${WARN_LINES}`), warning: true }];
  return [];
}

/** A name that does not say what the file does collects everything. */
export function nameProblems(file) {
  const bad = file.split('/').find((part) => FORBIDDEN_NAME.test(part.replace(/\.(spec|e2e-spec)?\.?[jt]s$/, '')));
  return bad ? [problem('file-name', file, 1, `${bad} does not say what it does`)] : [];
}

/** @param {Set<string>} platformNames what #platform exports with the word in its name, such as TenantTx */
export function wordProblems(file, text, platformNames) {
  const problems = [];
  const code = blankComments(text);
  for (const { word, message, outside } of FORBIDDEN_WORDS) {
    const found = outside?.test(file) ? null : word.exec(code);
    if (found) problems.push(problem('forbidden-word', file, lineAt(code, found.index), message));
  }
  if (!KNOWS_TENANTS.test(file)) {
    // A benchmark is called tenant-scale, as it is everywhere.
    for (const found of text.matchAll(/\w*(?<!lieu)tenant(?!-scale\b)\w*/gi)) {
      if (platformNames.has(found[0])) continue;
      problems.push(problem('forbidden-word', file, lineAt(text, found.index), `say agency, not ${found[0]}`));
      break;
    }
  }
  return problems;
}

/** The names with "tenant" in them that a file of platform exports, and the variables customarily named after them. */
export function tenantNamesExportedBy(text) {
  const exported = text.matchAll(
    /export\s+(?:abstract\s+)?(?:class|interface|type|const|function|async function)\s+(\w*tenant\w*)/gi,
  );
  return [...exported].flatMap(([, name]) => [name, name[0].toLowerCase() + name.slice(1)]);
}

function blankComments(text) {
  // Line breaks stay, so that positions still give the right line.
  return text.replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, (comment) => comment.replace(/[^\n]/g, ' '));
}

function lineAt(text, index) {
  return text.slice(0, index).split('\n').length;
}

function problem(rule, file, line, message) {
  return { rule, file, line, message };
}
