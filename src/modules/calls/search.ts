/* The search language of lists, for pages: what a browser needs of it. The server resolves and asks (`server/lists`). */
export { type Completion, completions } from './search/complete.ts';
export { asksFor, toggled } from './search/narrow.ts';
export type { SearchProblem } from './search/node.ts';
export { longestSearch } from './search/parse.ts';
export { printTerm } from './search/print.ts';
export type { Vocabulary } from './search/vocabulary.ts';
