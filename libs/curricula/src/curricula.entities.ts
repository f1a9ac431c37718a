import { ContentImportEntity } from './content-import/content-import.entity.js';
import { DialogueEntity } from './content-import/dialogue.entity.js';
import { ImportRejectionEntity } from './content-import/import-rejection.entity.js';
import { CourseVersionEntity } from './courses/course-version.entity.js';
import { CourseEntity } from './courses/course.entity.js';
import { CurriculumVersionEntity } from './courses/curriculum-version.entity.js';
import { CurriculumEntity } from './courses/curriculum.entity.js';
import { LibraryPackEntity } from './library/library-pack.entity.js';
import { RubricVersionEntity } from './rubrics/rubric-version.entity.js';
import { RubricEntity } from './rubrics/rubric.entity.js';
import { ScenarioVersionEntity } from './scenarios/scenario-version.entity.js';
import { ScenarioEntity } from './scenarios/scenario.entity.js';

/** Every table of this context. An entity that nothing imports would be missed by the check of the schema for drift. */
export const CURRICULA_ENTITIES = [
  ContentImportEntity,
  CourseEntity,
  CourseVersionEntity,
  CurriculumEntity,
  CurriculumVersionEntity,
  DialogueEntity,
  ImportRejectionEntity,
  LibraryPackEntity,
  RubricEntity,
  RubricVersionEntity,
  ScenarioEntity,
  ScenarioVersionEntity,
];
