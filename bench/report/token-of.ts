import { issueAccessToken } from '#identity';
import { openDataSource, SigningKeys } from '#platform';
import type { Deployment } from '../../faults/deployment.js';
import type { AskedAgency } from './seed.js';

/** An hour's access token of the agency's admin. */
export async function tokenOf(deployment: Deployment, { agencyId, adminId }: AskedAgency): Promise<string> {
  const source = await openDataSource({ url: deployment.urls.app, entities: [], poolSize: 1, name: 'parley-bench' });
  try {
    const keys = new SigningKeys(source, deployment.masterKey);
    const subject = { agencyId, principalId: adminId, kind: 'MEMBER' as const };
    return (await issueAccessToken(keys, deployment.issuer, subject, 3_600)).accessToken;
  } finally {
    await source.destroy();
  }
}
