/**
 * The instructions of a Dockerfile in order, with lines continued by a backslash joined and comments left out.
 * @param {string} text
 * @returns {{ line: number, name: string, rest: string }[]}
 */
export function instructionsOf(text) {
  const instructions = [];
  let open = null;
  text.split('\n').forEach((raw, index) => {
    if (/^\s*(#.*)?$/.test(raw)) return;
    open ??= { line: index + 1, text: '' };
    open.text += raw.replace(/\\\s*$/, ' ');
    if (/\\\s*$/.test(raw)) return;
    const [, name = '', rest = ''] = /^\s*(\w+)\s+(.*?)\s*$/.exec(open.text) ?? [];
    instructions.push({ line: open.line, name: name.toUpperCase(), rest });
    open = null;
  });
  return instructions;
}

/**
 * A COPY: from which stage, what, and where to.
 * @param {string} rest what stands after COPY
 */
export function copyOf(rest) {
  const words = rest.split(/\s+/);
  const from = words.find((word) => word.startsWith('--from='))?.slice('--from='.length) ?? null;
  const paths = words.filter((word) => !word.startsWith('--'));
  return { from, sources: paths.slice(0, -1), target: paths.at(-1) ?? '' };
}

/**
 * Which files of the repository the builder is sent, by .dockerignore: the last rule that names a file or a folder above it decides.
 * Knows what ours uses: `*`, `!path`, and `**` before a name.
 * @param {string} dockerignore
 * @param {readonly string[]} files
 */
export function filesSent(dockerignore, files) {
  const rules = dockerignore
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line && !line.startsWith('#'))
    .map((line) => ({ sent: line.startsWith('!'), pattern: patternOf(line.replace(/^!/, '')) }));
  return files.filter((file) => rules.reduce((sent, rule) => (rule.pattern.test(file) ? rule.sent : sent), true));
}

function patternOf(glob) {
  const body = glob
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*\*\//g, '\u0000')
    .replace(/\*/g, '[^/]*')
    .replace(/\u0000/g, '(.*/)?');
  return new RegExp(`^${body}(/.*)?$`);
}
