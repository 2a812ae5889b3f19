/** A letter is never larger, in bytes; what is larger cannot be one. */
export const maxLetterBytes = 20_000_000;
