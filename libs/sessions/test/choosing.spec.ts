import { describe, expect, it } from '@jest/globals';
import { playerOf } from '../src/choose-player.js';
import { fakeModel } from './fake-engine.js';

describe('what plays the civilian', () => {
  const modelled = {
    engineKind: 'INFERENCE_SERVER',
    engineLabel: fakeModel.label,
    modelVersionId: fakeModel.versionId,
  };
  const scripted = { engineKind: 'SCRIPTED', modelVersionId: null };

  it.each([
    ['the model in practice', fakeModel, null, modelled],
    ['the scripted player in practice, without a model', null, null, scripted],
    ['the model where the course takes its kind', fakeModel, ['SCRIPTED', 'INFERENCE_SERVER'], modelled],
    ['the scripted player where the course takes no other', fakeModel, ['SCRIPTED'], scripted],
    ['nothing where the course takes another kind only', null, ['IN_PROCESS'], null],
    ['nothing where the course takes nothing', fakeModel, [], null],
  ] as const)('is %s', (_what, model, kinds, player) => {
    if (player === null) expect(playerOf(model, kinds)).toBeNull();
    else expect(playerOf(model, kinds)).toMatchObject(player);
  });
});
