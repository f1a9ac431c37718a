/** Stands in for modules that Jest's ESM loader refuses on Node 20; see moduleNameMapper in jest.config.js. */
export default {};
