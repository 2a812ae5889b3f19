/* The pure side of making an edition from a past one: for pages, commands and the use case alike. */

export { type EditionIdentity, suggestFirstDay, suggestIdentity } from './clone/identity.ts';
export type { Moment } from './clone/moments.ts';
export { type ClonePart, cloneParts } from './clone/parts.ts';
export { mentionsOf } from './clone/rename.ts';
export type { EditionRequest } from './clone/request.ts';
export { keeps } from './clone/shift.ts';
