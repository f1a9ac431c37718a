/** What RFC 5987 lets stand for itself. */
const encoded = (name: string): string =>
  encodeURIComponent(name).replace(/['()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);

/** Half a surrogate pair is no character, and has no encoding. */
const wellFormed = (name: string): string => Buffer.from(name).toString();

/**
 * The header that makes a browser save a file under its name: in ASCII for whoever knows no better, and as it is (RFC 6266 with RFC 5987).
 * @param fileName any text; what could end the header, or name a folder, is replaced
 */
export function contentDisposition(fileName: string): string {
  const safe = wellFormed(fileName).replace(/[\u0000-\u001f\u007f/\\]/g, '_');
  const ascii = safe.replace(/[^\x20-\x7e]|["%]/g, '_');
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded(safe)}`;
}
