/** No number of an answer is larger: far below what loses its last places. */
export const largestNumber = 1_000_000_000_000;
