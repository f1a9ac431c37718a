import type { RubricContent } from './rubric-content.js';
import { compareVersions, readVersionNumber, type VersionNumber } from './version-number.js';

/** A version of a rubric that is published. */
export interface PublishedRubric {
  version: string;
  content: RubricContent;
}

/** The number of a version; one that is not written as three numbers counts as the lowest. */
export const numberOf = ({ version }: { version: string }): VersionNumber => readVersionNumber(version) ?? [0, 0, 0];

/** From the lowest version to the highest. */
export const inOrder = <Version extends { version: string }>(versions: readonly Version[]): Version[] =>
  [...versions].sort((one, other) => compareVersions(numberOf(one), numberOf(other)));
