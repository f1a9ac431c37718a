import { cssString } from './escape.js';

/** One style for screen and paper. Families are those of the reader's system, which between them have every script. */
export const style = (paper: 'LETTER' | 'A4', agency: string, digest: string): string => `
:root { color-scheme: light; --ink: #1f2d3d; --accent: #1d5b73; --middle: #55626f; --light: #c9d1d8; --wash: #f3f6f8; }
* { box-sizing: border-box; }
html { background: #e9edf0; }
body { margin: 0 auto; max-width: 46rem; padding: 3rem 3.5rem; background: #fff; color: var(--ink);
  font: 1rem/1.5 "Source Sans 3", "Source Sans Pro", "Segoe UI", system-ui, "Noto Sans", sans-serif; overflow-wrap: anywhere; }
h1, h2, h3 { font-family: "Source Serif 4", "Source Serif Pro", Georgia, "Noto Serif", serif; font-weight: 600; line-height: 1.25; text-wrap: balance; }
h1 { font-size: 2rem; margin: 0.1rem 0 1.25rem; }
h2 { font-size: 1.35rem; margin: 2.5rem 0 0.75rem; padding-top: 0.6rem; border-top: 2px solid var(--ink); }
h3 { font-size: 1.05rem; margin: 1.5rem 0 0.35rem; }
p { margin: 0.4rem 0; }
.over { color: var(--middle); margin: 0; display: flex; justify-content: space-between; gap: 1rem; }
.standing { border: 1.5px solid var(--ink); border-left-width: 8px; padding: 0.8rem 1.1rem; margin: 1.25rem 0 0; }
.standing h2 { border: 0; margin: 0 0 0.25rem; padding: 0; font-size: 1.15rem; }
dl { display: grid; grid-template-columns: 8.5rem 1fr; gap: 0.2rem 1rem; margin: 0.5rem 0; }
dt { color: var(--middle); } dd { margin: 0; }
.note { color: var(--middle); font-size: 0.9em; }
table { border-collapse: collapse; width: 100%; margin: 0.75rem 0; font-variant-numeric: tabular-nums; }
caption { text-align: left; color: var(--middle); padding-bottom: 0.25rem; }
thead th, thead td { text-align: left; font-weight: 600; white-space: nowrap; border-bottom: 1.5px solid var(--ink); padding: 0.2rem 0.75rem 0.2rem 0; }
tbody td { border-bottom: 1px solid var(--light); padding: 0.3rem 0.75rem 0.3rem 0; vertical-align: top; }
tbody tr.total td { font-weight: 600; border-top: 1.5px solid var(--ink); border-bottom: 0; }
figure { margin: 1rem 0; } figcaption { margin-bottom: 0.5rem; }
figure > svg { width: 100%; height: auto; }
svg text { font-family: inherit; }
.level { display: flex; flex-wrap: wrap; align-items: center; gap: 0.25rem 0.75rem; }
.level h3 { flex: 1 1 14rem; margin: 0; }
.competency { margin-top: 1.5rem; padding-top: 0.75rem; border-top: 1px solid var(--light); }
.excerpt { margin: 0.75rem 0 0.75rem 0.25rem; padding: 0 0 0 1rem; border-left: 2px solid var(--light); list-style: none; }
.excerpt li { display: grid; grid-template-columns: 6.5rem 1fr; gap: 0.75rem; margin: 0.2rem 0; }
.excerpt .who { color: var(--middle); font-size: 0.9em; }
.excerpt .said { white-space: pre-line; }
mark { background: #fdf1c4; color: inherit; font-weight: 600; text-decoration: underline; text-decoration-thickness: 1px; text-underline-offset: 0.2em; }
footer { margin-top: 2.5rem; padding-top: 0.6rem; border-top: 1px solid var(--light); color: var(--middle); font-size: 0.85em; }
@media (max-width: 40rem) { body { padding: 1.25rem; } dl, .excerpt li { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: 0.4rem; } }
@page { size: ${paper === 'LETTER' ? 'letter' : 'A4'}; margin: 18mm 18mm 20mm;
  @bottom-left { content: ${cssString(agency)} "\\a SHA-256 ${digest}"; white-space: pre; font: 7pt sans-serif; color: #55626f; }
  @bottom-right { content: "Page " counter(page) " of " counter(pages); font: 7pt sans-serif; color: #55626f; } }
@media print { html { background: none; } body { max-width: none; padding: 0; font-size: 9.5pt; } h1 { font-size: 20pt; } h2 { font-size: 13pt; } h3 { font-size: 10.5pt; }
  h2, h3, caption, figcaption { break-after: avoid; } .excerpt, .standing, figure, tr, dl { break-inside: avoid; }
  mark { background: none; } footer { margin-top: 1rem; padding-top: 0.3rem; break-before: avoid; } details > summary { display: none; } details:not([open]) { display: none; } }
`;
