/** What plays held-out cases and decides the gate. No process that serves people needs it, so it is loaded when somebody asks. */
export const loadEvaluation = async () => {
  const [{ evaluateModels }, { FEWEST_SCENARIOS }] = await Promise.all([
    import('./evaluate-models.js'),
    import('./gate.js'),
  ]);
  return { evaluateModels, FEWEST_SCENARIOS };
};
