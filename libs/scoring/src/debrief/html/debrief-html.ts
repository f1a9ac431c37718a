import type { DebriefDocument } from '../description/debrief-document.js';
import { blockAsHtml, factsAsHtml } from './blocks.js';
import { escaped, words } from './escape.js';
import { style } from './style.js';

/**
 * The debrief as one HTML file for screen and paper: no scripts, nothing fetched, and a policy of its own that would allow neither.
 * @param digest SHA-256 of the description, hex
 */
export function debriefHtml(document: DebriefDocument, digest: string): string {
  const { language, title, subtitle, agency, paper, facts, standing, sections } = document;
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${escaped(`${subtitle}: ${title}`)}</title>
<style>${style(paper, agency, digest)}</style>
</head>
<body>
<header>
<p class="over"><span>${words(agency)}</span><span>${escaped(subtitle)}</span></p>
<h1>${words(title)}</h1>
${factsAsHtml(facts)}
<section class="standing"><h2>${escaped(standing.heading)}</h2>${standing.lines.map((line) => `<p>${words(line)}</p>`).join('')}</section>
</header>
<main>
${sections.map(({ heading, blocks }) => `<section><h2>${escaped(heading)}</h2>\n${blocks.map(blockAsHtml).join('\n')}\n</section>`).join('\n')}
</main>
<footer><p>${words(agency)}. SHA-256 of this document: <code>${digest}</code></p></footer>
</body>
</html>
`;
}
