export { type SearchDocument, type SearchKind, searchKinds, type SearchSource, type SearchSources } from './sources.ts';
export { hitsAPage, mostPages, search, type SearchHit, type SearchResult } from './find.ts';
export { ensureSearch, onSearchChanged, searchChanged } from './keep.ts';
export { rebuildSearch, refreshSearch } from './refresh.ts';
export { maxQuery } from './typed.ts';
export type { Piece } from './snippet.ts';
