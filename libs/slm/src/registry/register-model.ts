import { digestOf, UserError, type PlainTx } from '#platform';
import { modelDigest, type ModelCard } from './model-card.js';
import { versionByName, type ModelVersion } from './model-versions.queries.js';
import { recordAction, type OperatorId } from './operator-actions.js';

/**
 * Registers a version as CANDIDATE. The same card again changes nothing.
 * @param tx of the role `operator`
 * @throws UserError CONFLICT when this code and version stand with another card, TAKEN when these digests stand under another name
 */
export async function registerModel(
  tx: PlainTx,
  operator: OperatorId,
  card: ModelCard,
): Promise<{ version: ModelVersion; isNew: boolean }> {
  const { digests, dataManifest, trainingConfig } = card;
  const digest = modelDigest(digests);
  const cardDigest = digestOf(card);
  const inserted = await tx.query<{ id: string }>(
    `insert into control.model_versions (code, version, kind, served_name, adapter_name, base, base_licence, licence, allowed_use,
       weights_digest, adapter_digest, tokenizer_digest, template_digest, digest, card_digest, context_tokens, prompt_template, notice,
       lane, data_manifest, training_config)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)
     on conflict do nothing returning id`,
    [
      ...[card.code, card.version, card.kind, card.servedName, card.adapterName, card.base, card.baseLicence],
      ...[card.licence, card.allowedUse, digests.weights, digests.adapter, digests.tokenizer, digests.template],
      ...[digest, cardDigest, card.contextTokens, card.promptTemplate, card.notice, card.lane],
      ...[JSON.stringify(dataManifest), JSON.stringify(trainingConfig)],
    ],
  );
  if (inserted.length === 0) await refuseUnlessTheSame(tx, card, { digest, cardDigest });
  else {
    const details = { digest, cardDigest, licence: card.licence, allowedUse: card.allowedUse };
    await recordAction(tx, operator, { action: 'model.registered', subject: `${card.code} ${card.version}`, details });
  }
  return { version: (await versionByName(tx, card)) as ModelVersion, isNew: inserted.length > 0 };
}

async function refuseUnlessTheSame(
  tx: PlainTx,
  { code, version }: ModelCard,
  { digest, cardDigest }: { digest: string; cardDigest: string },
): Promise<void> {
  const [named] = await tx.query<{ digest: string; cardDigest: string }>(
    `select digest, card_digest as "cardDigest" from control.model_versions where code = $1 and version = $2`,
    [code, version],
  );
  if (named?.cardDigest === cardDigest) return;
  if (named) {
    const what = named.digest === digest ? 'the same digests and another card' : 'other digests';
    throw new UserError('CONFLICT', 'version', `${code} ${version} is registered with ${what}: give it a new version`);
  }
  const [other] = await tx.query<{ code: string; version: string }>(
    'select code, version from control.model_versions where digest = $1',
    [digest],
  );
  throw new UserError('TAKEN', 'digests', `these digests are registered already, as ${other?.code} ${other?.version}`);
}
