/** What a state auditor may select, `Type.field`. A field that is not here fails the test: whoever adds it says why a board may see it. */
export const SHOWN_TO_STATE_AUDITORS: readonly string[] = [];
