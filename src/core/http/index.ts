export { createPageCache, revisionOf, type PageCache, type CachedPage } from './page-cache.ts';
export { bumpRevision, openRevisions, type Revisions } from './revisions.ts';
export { createRevisionMemory, type RevisionMemory } from './revision-memory.ts';
export { securityHeaders } from './headers.ts';
export { createRateLimiter, type RateLimiter } from './rate-limit.ts';
export { clientAddress, clientNetwork, isLoopback } from './client-address.ts';
export { guardFormData } from './form-data.ts';
export { problemDetails } from './problem.ts';
export { createMetrics, type Metrics } from './metrics.ts';
