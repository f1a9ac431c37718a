import { describedEnum } from './described-enum.js';

export const VersionStateEnum = describedEnum(
  'VersionState',
  'Where a scenario version or rubric version is in its life.',
  {
    DRAFT: 'Being prepared; it cannot be assigned.',
    PUBLISHED: 'In use; it never changes again.',
  },
);

export const ContentSourceEnum = describedEnum('ContentSource', 'Where a version came from.', {
  IMPORT: 'A file that the agency imported.',
  LIBRARY: 'A pack of the library that the agency adopted.',
  AGENCY: 'The agency wrote it.',
});
