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
export { readRubric, rubricBodySchema, type RubricBody } from './rubrics/rubric-body.js';
export { readScenario, scenarioBodySchema, type ScenarioBody } from './scenarios/scenario-body.js';
