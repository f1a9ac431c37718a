export * from './isolation/catalog.js';
export * from './test-database.js';
