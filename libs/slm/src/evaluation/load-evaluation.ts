/** What plays held-out cases and decides the gate. No process that serves people needs it, so it is loaded when somebody asks. */
export const loadEvaluation = async () => ({
  ...(await import('./evaluate-models.js')),
  ...(await import('./model-on.js')),
  ...(await import('../engines/open-client.js')),
});
