export { importContent, type ContentFile, type ImportedContent } from './content-import/import-content.js';
export {
  IMPORT_FORMATS,
  type ImportedDialogue,
  type ImportedItem,
  type ImportedScenario,
  type ImportFormat,
  type Rejection,
} from './content-import/imported-item.js';
export { chatRole } from './content-import/speaker-label.js';
export { contentDigest } from './content-digest.js';
export { CURRICULA_ENTITIES } from './curricula.entities.js';
export { CurriculaModule } from './curricula.module.js';
export {
  approvedCourseVersion,
  courseVersionsByIds,
  playableScenarioVersion,
  publishedRubricVersion,
  rubricVersionsByIds,
  scenarioVersionsByIds,
  type CourseVersionContent,
  type RubricVersionContent,
  type ScenarioVersionContent,
} from './curricula.queries.js';
export { publishPacks, type PublishedPacks } from './library/publish-packs.js';
export { readPacks, type Pack, type PackName, type PackReader } from './library/read-packs.js';
export {
  readRubric,
  RUBRIC_PURPOSES,
  rubricBodySchema,
  type RubricBody,
  type RubricPurpose,
} from './rubrics/rubric-body.js';
export { playableBy, type PlayableBy } from './scenarios/playable-by.js';
export { scenarioFromImport } from './scenarios/scenario-from-import.js';
export { readScenario, scenarioBodySchema, type ScenarioBody } from './scenarios/scenario-body.js';
