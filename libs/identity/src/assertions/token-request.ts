const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

export type TokenRequest =
  | { assertion: string; clientId: string | null }
  | { error: 'invalid_request' | 'unsupported_grant_type' | 'invalid_scope'; description: string };

const refused = (description: string): TokenRequest => ({ error: 'invalid_request', description });

/** Reads the form of a token request (RFC 6749, section 4.4.2, with RFC 7523, section 2.2). */
export function readTokenRequest(body: string): TokenRequest {
  const form = new URLSearchParams(body);
  for (const name of form.keys()) {
    // RFC 6749, section 3.2: parameters must not come more than once.
    if (form.getAll(name).length > 1) return refused(`${name.slice(0, 60)} came more than once`);
  }
  const grantType = form.get('grant_type');
  if (!grantType) return refused('grant_type is missing');
  if (grantType !== 'client_credentials') {
    return { error: 'unsupported_grant_type', description: 'grant_type must be client_credentials' };
  }
  if (form.get('client_assertion_type') !== ASSERTION_TYPE) {
    return refused(`client_assertion_type must be ${ASSERTION_TYPE}`);
  }
  // Scopes are what the agency's admin granted: a client can ask for neither more nor less.
  if (form.get('scope')) return { error: 'invalid_scope', description: 'leave scope out: grants decide' };
  const assertion = form.get('client_assertion');
  if (!assertion) return refused('client_assertion is missing');
  return { assertion, clientId: form.get('client_id') };
}
