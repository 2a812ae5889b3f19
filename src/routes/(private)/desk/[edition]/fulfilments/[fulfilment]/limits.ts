/** Largest proof or document, in bytes. */
export const maxProofBytes = 20_000_000;
