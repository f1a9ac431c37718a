/** What a date, a day of the year or a mark of confidence looks like. */
const FIGURE = /^(\d{4}-\d{2}-\d{2}|\d{2}-\d{2}|V|S|M|DERIVED|NOT_FOUND|HOUR|CREDIT)$/;

/**
 * Every figure of a mandate's body with its place: numbers, switches, dates, units and marks of confidence, the sources and
 * citations, and what is related to what (`within`, `anyOf`, `categories`, conditions). Left out are words for readers alone.
 * Things in lists go by their own name, so that their order is free.
 */
export function figuresOf(body: Record<string, unknown>): string[] {
  const found: string[] = [];
  collect(body, '', found);
  return found.sort();
}

const RELATED =
  /(^|\.)(type|kind|op|rule|by|reasons|within|anyOf|topics|categories|category|delivery|fact|eq|ne|in|gte|lt|effect|target|exclusiveWith|excludeCategories|sharedWith|sources|citations|consequence|perSubPeriod|after)$/;

function collect(value: unknown, at: string, found: string[]): void {
  if (Array.isArray(value)) {
    const texts = value.every((each) => typeof each === 'string');
    if (texts && RELATED.test(at)) found.push(`${at}: ${value.join(' | ')}`);
    if (!texts) value.forEach((each, index) => collect(each, `${at}[${nameOf(each, index)}]`, found));
  } else if (value !== null && typeof value === 'object') {
    for (const [key, each] of Object.entries(value)) collect(each, at ? `${at}.${key}` : key, found);
  } else if (typeof value !== 'string' || FIGURE.test(value) || RELATED.test(at)) {
    found.push(`${at}: ${value}`);
  }
}

function nameOf(item: unknown, index: number): string {
  const { id, code, about, unit } = item as Record<string, string>;
  return id ?? code ?? about ?? unit ?? String(index);
}
