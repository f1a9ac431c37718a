/** A semantic version: major, minor and patch. */
export type VersionNumber = readonly [number, number, number];

/** How far a version rises over the one before. PATCH: the third number; MINOR: the second; MAJOR: the first. */
export const RISES = ['PATCH', 'MINOR', 'MAJOR'] as const;
export type Rise = (typeof RISES)[number];

const PATTERN = /^(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})$/;

/** @returns the three numbers of `1.2.0`; null for any other text */
export function readVersionNumber(text: string): VersionNumber | null {
  const parts = PATTERN.exec(text);
  return parts && [Number(parts[1]), Number(parts[2]), Number(parts[3])];
}

/** Below 0 where the first is lower. */
export function compareVersions(one: VersionNumber, other: VersionNumber): number {
  return one[0] - other[0] || one[1] - other[1] || one[2] - other[2];
}

/** The lowest version that rises by so much over another. */
export function nextVersion([major, minor, patch]: VersionNumber, rise: Rise): VersionNumber {
  if (rise === 'MAJOR') return [major + 1, 0, 0];
  return rise === 'MINOR' ? [major, minor + 1, 0] : [major, minor, patch + 1];
}

export const highestRise = (rises: readonly Rise[]): Rise =>
  rises.reduce((highest, one) => (RISES.indexOf(one) > RISES.indexOf(highest) ? one : highest), 'PATCH');
