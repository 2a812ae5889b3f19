/* Headlines of partners and agencies: sources, fetching, what is shown of them. */
export { type DeskHeadline, type DeskSource, headlineSources, sourceWithHeadlines } from './desk-sources.ts';
export { headlineScope } from './keep-feed.ts';
export { changeSource, hideHeadline, makeSource, removeSource } from './manage-sources.ts';
export { type HeadlineFilter, type PublicHeadline, type PublicHeadlines, publicHeadlines } from './public-headlines.ts';
export { plantHeadlines } from './samples.ts';
export { askNow, type TriedSource, trySource } from './try-source.ts';
export { headlineChannel, workHeadlines } from './work.ts';
