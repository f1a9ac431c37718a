export { readRubric, rubricBodySchema, type RubricBody } from './rubrics/rubric-body.js';
