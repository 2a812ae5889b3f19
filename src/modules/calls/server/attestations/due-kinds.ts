/** What the due-list knows of an attestation; the subject is its id. */
export const attestationDueKinds = { reminder: 'attestation-reminder', expires: 'attestation-expires' } as const;
