import { levelBar } from '../charts/level-bar.js';
import { stressChart } from '../charts/stress-chart.js';
import { talkBar } from '../charts/talk-bar.js';
import type { Block, CompetencyBlock, Excerpt, StressBlock, TalkBlock } from '../description/debrief-document.js';
import { escaped, words } from './escape.js';

/** A block of the description as HTML. */
export function blockAsHtml(block: Block): string {
  switch (block.kind) {
    case 'PARAGRAPH':
      return `<p${block.note ? ' class="note"' : ''}>${words(block.text)}</p>`;
    case 'HEADING':
      return `<h3>${words(block.text)}</h3>`;
    case 'LIST':
      return `<ul>${block.items.map((item) => `<li>${words(item)}</li>`).join('')}</ul>`;
    case 'FACTS':
      return factsAsHtml(block.rows);
    case 'TABLE':
      return tableAsHtml(block);
    case 'LEVELS':
      return levelsAsHtml(block);
    case 'EXCERPTS':
      return excerptsAsHtml(block);
    case 'COMPETENCY':
      return competencyAsHtml(block);
    case 'STRESS':
      return stressAsHtml(block);
    case 'TALK':
      return talkAsHtml(block);
  }
}

export const factsAsHtml = (rows: readonly { term: string; detail: string }[]): string =>
  `<dl>${rows.map(({ term, detail }) => `<dt>${escaped(term)}</dt><dd>${words(detail)}</dd>`).join('')}</dl>`;

function tableAsHtml({ caption, head, rows, lastIsTotal }: Extract<Block, { kind: 'TABLE' }>): string {
  const body = rows.map((row, at) => {
    const total = lastIsTotal && at === rows.length - 1 ? ' class="total"' : '';
    return `<tr${total}>${row.map((cell) => `<td>${words(cell)}</td>`).join('')}</tr>`;
  });
  return `<table><caption>${escaped(caption)}</caption><thead><tr>${head
    .map((cell) => `<th scope="col">${escaped(cell)}</th>`)
    .join('')}</tr></thead><tbody>${body.join('')}</tbody></table>`;
}

/** The words beside each bar say the same, so the bar is nothing to a reader who hears the page. */
const bar = (level: number | null): string => hidden(levelBar(level));
const hidden = (svg: string): string => svg.replace('<svg ', '<svg aria-hidden="true" focusable="false" ');
const named = (svg: string, name: string): string =>
  svg.replace('<svg ', `<svg role="img" aria-label="${escaped(name)}" `);

const levelsAsHtml = ({ caption, rows }: Extract<Block, { kind: 'LEVELS' }>): string =>
  `<table><caption>${escaped(caption)}</caption><thead><tr><th scope="col">Competency</th><th scope="col">Level</th><td></td></tr></thead><tbody>${rows
    .map(
      ({ name, level, words: said }) =>
        `<tr><td>${words(name)}</td><td>${escaped(said)}</td><td>${bar(level)}</td></tr>`,
    )
    .join('')}</tbody></table>`;

const excerptsAsHtml = ({ excerpts, further }: { excerpts: Excerpt[]; further: string | null }): string =>
  excerpts.map(excerptAsHtml).join('') + (further ? `<p class="note">${escaped(further)}</p>` : '');

const excerptAsHtml = (excerpt: Excerpt): string =>
  `<ul class="excerpt">${excerpt
    .map(
      ({ number, speaker, parts }) =>
        `<li><span class="who">Turn ${number}, ${escaped(speaker)}</span><span class="said">${parts
          .map(({ text, quoted }) => (quoted ? `<mark>${words(text)}</mark>` : words(text)))
          .join('')}</span></li>`,
    )
    .join('')}</ul>`;

function competencyAsHtml(block: CompetencyBlock): string {
  const { name, level, weight, meaning, higher, reason } = block;
  const reached = level === null ? 'left to a person' : `level ${level} of 5`;
  return `<section class="competency"><div class="level"><h3>${words(name)}: ${reached}</h3>${bar(level)}</div>
<p class="note">Counts for ${weight} % of the levels.</p>
<p>${words(meaning)}</p>${higher ? `<p><strong>What would make it higher.</strong> ${words(higher)}</p>` : ''}${
    reason ? `<p><strong>Why.</strong> ${words(reason)}</p>` : ''
  }${excerptsAsHtml(block)}</section>`;
}

function stressAsHtml({ summary, points, marks }: StressBlock): string {
  const rows = points.map(({ turn, stress }) => `<tr><td>${turn}</td><td>${stress}</td></tr>`).join('');
  return `<figure><figcaption><h3>Stress of the civilian</h3><p>${escaped(summary)}</p></figcaption>
${named(stressChart({ points, marks }), summary)}
<table><caption>The points with a letter</caption><thead><tr><th scope="col">Point</th><th scope="col">Turn</th><th scope="col">Stress</th><th scope="col">What the officer said</th></tr></thead><tbody>${marks
    .map(
      ({ letter, turn, stress, what, said }) =>
        `<tr><td>${letter}, ${escaped(what)}</td><td>${turn}</td><td>${stress}</td><td>${words(said)}</td></tr>`,
    )
    .join('')}</tbody></table>
<details><summary>All points as a table</summary><table><caption>Stress after each of the officer’s turns</caption><thead><tr><th scope="col">Turn</th><th scope="col">Stress, 0 to 10</th></tr></thead><tbody>${rows}</tbody></table></details></figure>`;
}

const talkAsHtml = ({ summary, officer, limits }: TalkBlock): string =>
  `<figure><figcaption><h3>Who spoke how much</h3><p>${escaped(summary)}</p></figcaption>
${named(talkBar(officer), summary)}
<p class="note">${escaped(limits)}</p></figure>`;
