/** What an OAuth client needs to know of this server (RFC 8414, section 2), so that it is configured by the issuer alone. */
export function serverMetadata(issuer: string): object {
  const base = issuer.replace(/\/$/, '');
  return {
    issuer,
    token_endpoint: `${base}/oauth/token`,
    jwks_uri: `${base}/.well-known/jwks.json`,
    grant_types_supported: ['client_credentials'],
    token_endpoint_auth_methods_supported: ['private_key_jwt'],
    token_endpoint_auth_signing_alg_values_supported: ['EdDSA', 'ES256'],
    // Required, and there is no authorization endpoint to ask for one.
    response_types_supported: [],
  };
}
