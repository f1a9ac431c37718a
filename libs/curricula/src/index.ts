export { contentDigest } from './content-digest.js';
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
export { readRubric, rubricBodySchema, type RubricBody } from './rubrics/rubric-body.js';
export { readScenario, scenarioBodySchema, type ScenarioBody } from './scenarios/scenario-body.js';
