/** In bytes: no letter is larger, nor a list of a hundred thousand signatories; what is larger cannot be one of ours. */
export const maxSheetBytes = 80_000_000;
