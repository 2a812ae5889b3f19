export { type PrintedKind, printedKinds, renderSheet } from './render.ts';
export { entryId } from './entry-id.ts';
