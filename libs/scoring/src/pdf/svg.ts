/** The colours of charts. Each meaning also has a form of its own, so that nothing is lost in grey. */
export const INK = {
  dark: '#1f2d3d',
  accent: '#1d5b73',
  middle: '#6b7885',
  light: '#c9d1d8',
  paper: '#ffffff',
} as const;

type Attributes = Record<string, string | number>;

/** An SVG element. Attributes and text are Parley's own words and numbers, never a person's. */
export function element(name: string, attributes: Attributes, ...inner: string[]): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${rounded(value)}"`);
  return inner.length === 0
    ? `<${name}${written.join('')}/>`
    : `<${name}${written.join('')}>${inner.join('')}</${name}>`;
}

/** A label of `size` pixels; `anchor` is which end of it stands at `x`. */
export const label = (
  x: number,
  y: number,
  text: string,
  { size = 9, anchor = 'start', bold = false, fill = INK.dark as string } = {},
): string =>
  element(
    'text',
    { x, y, 'font-size': size, 'text-anchor': anchor, fill, ...(bold && { 'font-weight': 'bold' }) },
    text,
  );

/** A picture of its own, in pixels. */
export const picture = (width: number, height: number, ...inner: string[]): string =>
  element('svg', { xmlns: 'http://www.w3.org/2000/svg', width, height, viewBox: `0 0 ${width} ${height}` }, ...inner);

const rounded = (value: string | number): string =>
  typeof value === 'number' ? String(Math.round(value * 100) / 100) : value;
